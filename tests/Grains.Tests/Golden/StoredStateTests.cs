using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using FChat.Core.Presence;
using FChat.Core.Rooms;
using FChat.Presence;
using FChat.Rooms;

namespace FChat.Golden;

/// <summary>What is on disk today must be readable tomorrow: a change of these files is a change of the stored format.</summary>
public sealed class StoredStateTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 2, 9, 30, 15, TimeSpan.Zero);
    private static readonly CallId Call = new("01J00000000000000000000001");

    [Fact]
    public void A_room_is_stored_as_it_ever_was() => Check("room.json", Room(), RoomStateJson.Default.RoomState);

    [Fact]
    public void A_user_is_stored_as_it_ever_was() => Check("user.json", User(), UserStateJson.Default.UserState);

    [Fact]
    public void A_room_of_an_older_program_lacks_what_came_later()
    {
        var room = JsonSerializer.Deserialize("""{"id":"r","owner":"alice","revision":1,"unheard_of":[1]}""", RoomStateJson.Default.RoomState)!;

        Assert.True(room.Exists);
        Assert.Empty(room.Members);
        Assert.Empty(room.Unwritten);
        Assert.Empty(room.Receipts);
        Assert.Null(room.ActiveCall);
    }

    private static RoomState Room() => new()
    {
        Id = new RoomId("d.0123"),
        Name = "Küche",
        Type = RoomType.Direct,
        Owner = new UserId("alice"),
        CreatedAt = At,
        Members =
        [
            new Member(new UserId("alice"), "Alice", MemberRole.Owner, 2, At, 5),
            new Member(new UserId("bob"), null, MemberRole.Member, 0, At, 1),
        ],
        Former = [new FormerMember(new Member(new UserId("carol"), null, MemberRole.Member, 1, At, 1), At.AddHours(1), 4)],
        LastMessageSeq = 2,
        LastMessageAt = At.AddMinutes(1),
        Unwritten = [new MessageView("m2", new RoomId("d.0123"), 2, new UserId("alice"), "hé \"you\"", At.AddMinutes(1), "mine")],
        ActiveCall = Call,
        LastCall = Call,
        Receipts =
        [
            new RoomReceipt(new UserId("alice"), new CommandId("c1"), RoomAct.SendMessage, At, new MessageReceipt("m2", 2, At)),
            new RoomReceipt(new UserId("bob"), new CommandId("c2"), RoomAct.InitiateCall, At, Call: Call),
        ],
        Revision = 7,
        RosterRevision = 4,
        ProjectedRevision = 6,
    };

    private static UserState User() => new()
    {
        Status = UserStatus.Invisible,
        LastSeen = At,
        FullName = "Alice",
        Receipts = [new StatusReceipt(new CommandId("c1"), At)],
    };

    private static void Check<T>(string file, T state, JsonTypeInfo<T> shape)
    {
        var golden = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", file));
        var written = JsonSerializer.Serialize(state, shape);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(golden), JsonNode.Parse(written)), $"{file} is not what is written now:\n{written}");
        Assert.Equal(written, JsonSerializer.Serialize(JsonSerializer.Deserialize(golden, shape)!, shape));
    }
}
