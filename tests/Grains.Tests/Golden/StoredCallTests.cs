using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using FChat.Calls;
using FChat.Core.Calls;

namespace FChat.Golden;

/// <summary>A call on disk: a change of its file is a change of the stored format.</summary>
public sealed class StoredCallTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 2, 9, 30, 15, TimeSpan.Zero);
    private static readonly UserId Alice = new("alice");
    private static readonly UserId Bob = new("bob");

    [Fact]
    public void A_call_is_stored_as_it_ever_was()
    {
        var golden = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", "call.json"));
        var written = JsonSerializer.Serialize(Call(), CallStateJson.Default.CallState);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(golden), JsonNode.Parse(written)), $"call.json is not what is written now:\n{written}");
        var again = JsonSerializer.Serialize(JsonSerializer.Deserialize(golden, CallStateJson.Default.CallState)!, CallStateJson.Default.CallState);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(golden), JsonNode.Parse(again)), $"Read and written again it is:\n{again}");
    }

    [Fact]
    public void What_a_media_server_has_is_not_stored()
    {
        var read = JsonSerializer.Deserialize(JsonSerializer.Serialize(Call(), CallStateJson.Default.CallState), CallStateJson.Default.CallState)!;
        Assert.Equal((null, null, null), (read.Sfu, read.ActiveSpeakers, read.Participants[Bob].Feed));
    }

    [Fact]
    public void In_a_call_of_an_older_program_everybody_speaks_in_a_mesh()
    {
        var json = JsonNode.Parse(JsonSerializer.Serialize(Call(), CallStateJson.Default.CallState))!;
        json.AsObject().Remove("topology");
        json.AsObject().Remove("mesh_at");
        json["participants"]!["bob"]!.AsObject().Remove("media_role");
        json["seated"] = new JsonArray(json["participants"]!["bob"]!.DeepClone()); // which it wrote a second time
        json["pending"] = new JsonArray();

        var read = json.Deserialize(CallStateJson.Default.CallState)!;

        Assert.Equal((Topology.Mesh, null, MediaRole.Publisher), (read.Topology, read.MeshAt, read.Participants[Bob].MediaRole));
    }

    private static CallState Call() => new()
    {
        Id = new CallId("01J00000000000000000000001"),
        Type = CallType.Video,
        Status = CallStatus.Connected,
        Caller = Alice,
        Room = new RoomPeople(new RoomId("d.0123"), 4, Alice, ImmutableDictionary.CreateRange<UserId, string?>([new(Alice, "Alice"), new(Bob, null)]), [new UserId("carol")]),
        CreatedAt = At,
        ConnectedAt = At.AddSeconds(5),
        Topology = Topology.Sfu,
        MeshAt = At.AddMinutes(1),
        Sfu = new SfuView(2_097_153, Available: true),
        ActiveSpeakers = [Bob],
        Participants = ImmutableDictionary.CreateRange<UserId, Participant>(
        [
            new(Alice, new Participant { User = Alice, FullName = "Alice", Role = ParticipantRole.Host, Status = ParticipantStatus.Joined, JoinedAt = At, Seat = new Seat(new GatewayId("g1"), new ConnectionId("c1"), new DeviceId("laptop")), AliveUntil = At.AddSeconds(25), Revision = 2 }),
            new(Bob, new Participant { User = Bob, Role = ParticipantRole.Participant, Status = ParticipantStatus.Joined, Muted = true, MediaRole = MediaRole.Listener, Feed = 7, JoinedAt = At.AddSeconds(5), Seat = new Seat(new GatewayId("g2"), null, null), AliveUntil = At.AddSeconds(60), Revision = 3 }),
        ]),
        Receipts = [new Receipt(Bob, new CommandId("k1"), At)],
        Trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        EventSeq = 4,
        Epoch = 2,
        Revision = 5,
        ProjectedRevision = 4,
    };
}
