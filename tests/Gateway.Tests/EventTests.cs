using System.Text.Json.Nodes;
using FChat.Calls;
using FChat.Gateway.Tests.Doors;
using FChat.Gateway.Tests.Fakes;
using FChat.Gateway.Tests.Hosting;
using FChat.Gateway.Wire;

namespace FChat.Gateway.Tests;

/// <summary>Every event as the wire shows it, by both hub protocols.</summary>
public sealed class EventTests(UnlimitedGateway shared) : IClassFixture<UnlimitedGateway>
{
    private static readonly CallStamp Stamp = new(Samples.Call, 3, 17);

    private static readonly ServiceEvent[] Events =
    [
        new CallInitiated(Samples.View, Samples.Alice, Samples.At.AddSeconds(45)),
        new CallParticipantJoined([Samples.Host, Samples.Guest]),
        new CallParticipantLeft([new(Samples.Alice, LeaveReason.ConnectionLost), new(Samples.Bob, LeaveReason.TakenOver)]),
        new CallRejected(Samples.Bob, RejectReason.Declined),
        new CallEnded(EndReason.HostEnded, Samples.Alice, 115, CallStatus.Ended),
        Samples.Signal,
        new CallUpdated(CallStatus.Ringing, Topology.Sfu, Samples.At) { Sfu = new SfuView(3_145_729, Available: false), ActiveSpeakers = [Samples.Bob, Samples.Alice] },
        new CallParticipantUpdated([new(Samples.Alice, true, null, null, false, null), new(Samples.Bob, null, null, null, null, ParticipantStatus.Reconnecting) { MediaRole = MediaRole.Publisher, Feed = 0 }]),
        new CallRingStopped(RingStopReason.AnsweredElsewhere),
        new PresenceChanged([Samples.Presence]),
        new MessageCreated(Samples.Message),
        new RoomUpdated(Samples.RoomSeen with { ReadSeq = null }),
        new ServerDraining(2_000),
    ];

    public static TheoryData<string> Names => [.. Events.Select(content => EventNames.Of(content).Word)];

    [Fact]
    public void Every_event_has_a_name_and_a_sample() =>
        Assert.Equal(
            typeof(ServiceEvent).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(ServiceEvent))).Select(type => type.Name).Order(),
            Events.Select(content => content.GetType().Name).Order());

    [Theory, MemberData(nameof(Names))]
    public async Task An_event_has_the_same_fields_in_both_protocols(string name)
    {
        var user = $"user-{name}";
        var content = Events.First(content => EventNames.Of(content).Word == name);
        await using var json = await shared.Gateway.Connect(user);
        await using var pack = await shared.Gateway.Connect(user, HubEncoding.MessagePack);
        var isInCall = name.StartsWith("call_", StringComparison.Ordinal) || content is WebRtcSignal;

        await new Link(shared.Gateway.Ear, name).Deliver(Link.ToUser(user, content, isInCall ? Stamp : null));

        var (byJson, byPack) = (await json.NextEvent(name), await pack.NextEvent(name));
        Assert.Equal(JsonNode.Parse(byJson.Json)!.ToJsonString(), JsonNode.Parse(byPack.Json)!.ToJsonString());
        Golden.Verify($"events/{name}.json", JsonNode.Parse(byJson.Json));
    }

    [Theory]
    [InlineData("""{"a":1.0e2 , "b":"\u00e9"}""")]
    [InlineData("\"\\ud800\"")]
    [InlineData("[[[]]]")]
    public async Task A_signals_payload_reaches_a_json_client_byte_for_byte(string payload)
    {
        await using var hub = await shared.Gateway.Connect("carol");

        await new Link(shared.Gateway.Ear, payload).Deliver(Link.ToUser("carol", Samples.Signal with { SignalData = new SignalPayload(System.Text.Encoding.UTF8.GetBytes(payload)) }, Stamp));

        Assert.EndsWith($"\"signal_data\":{payload}}}", (await hub.NextEvent("webrtc_signal")).Json, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_payload_that_messagepack_cannot_say_arrives_in_its_json_spelling()
    {
        await using var hub = await shared.Gateway.Connect("dave", HubEncoding.MessagePack);

        await new Link(shared.Gateway.Ear, "lone").Deliver(Link.ToUser("dave", Samples.Signal with { SignalData = new SignalPayload("""{"x":"\ud800","n":1e999}"""u8.ToArray()) }, Stamp));

        Assert.Contains("ud800", (await hub.NextEvent("webrtc_signal")).Json, StringComparison.Ordinal);
        Assert.Empty(shared.Gateway.Logs.Errors);
    }

    [Fact]
    public async Task An_event_for_users_goes_to_all_their_devices_but_the_one_apart_and_to_nobody_else()
    {
        await using var first = await shared.Gateway.Connect("erin");
        await using var second = await shared.Gateway.Connect("erin");
        await using var stranger = await shared.Gateway.Connect("frank");
        var except = await IdOf(shared.Gateway, "erin", 0);
        var link = new Link(shared.Gateway.Ear, "users");

        await link.Deliver(Link.ToUser("erin", new CallRingStopped(RingStopReason.Missed), Stamp, except), Link.ToUser("erin", new CallUpdated(CallStatus.Connected, null, null), Stamp), Link.ToUser("frank", new PresenceChanged([])));

        var frames = new[] { await first.Next(), await second.Next() };
        Assert.Equal(["call_ring_stopped", "call_updated"], frames.Select(frame => frame.Target).Order());
        Assert.Equal("[]", JsonNode.Parse((await stranger.Next()).Json)!["changes"]!.ToJsonString());
    }

    internal static async Task<ConnectionId> IdOf(TestGateway gateway, string user, int index = 0)
    {
        var registry = (Delivery.ConnectionRegistry)gateway.Services.GetService(typeof(Delivery.ConnectionRegistry))!;
        await Eventually.So(() => registry.Of(new UserId(user)).Length > index);
        return registry.Of(new UserId(user))[index].Id;
    }
}
