using System.Text.Json.Nodes;
using FChat.Calls;
using FChat.Gateway.Tests.Doors;
using FChat.Gateway.Tests.Fakes;
using FChat.Gateway.Tests.Hosting;

namespace FChat.Gateway.Tests;

/// <summary>What goes to the media server, and what comes from it.</summary>
public sealed class MediaSignalTests
{
    private static readonly StreamRef Published = new(Samples.Alice, StreamDirection.Publish, 9_007_199_254_740_991);

    [Fact]
    public async Task A_signal_to_the_media_server_is_brought_to_the_call_with_its_stream_through_every_door()
    {
        await using var gateway = await TestGateway.Start();
        await using var doors = await ThreeDoors.Open(gateway, "alice");

        await doors.Ask("send_webrtc_signal", Signal("""{"publisher":"alice","direction":"publish","session":9007199254740991,"more":[{}]}"""));

        var signal = (await gateway.Cluster.Asked(nameof(ICallGrain.SignalMedia))).Argument<SendMediaSignal>();
        Assert.Equal((Samples.Alice, SignalType.Offer, Published), (signal.Actor, signal.Type, signal.Stream));
        Assert.Equal((3, 0), (gateway.Cluster.CountOf(nameof(ICallGrain.SignalMedia)), gateway.Cluster.CountOf(nameof(ICallGrain.Signal))));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("null")]
    [InlineData("\"alice\"")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"publisher":"@sfu","direction":"publish","session":1}""")]
    [InlineData("""{"publisher":"alice","direction":"Publish","session":1}""")]
    [InlineData("""{"publisher":"alice","direction":"publish","session":0}""")]
    [InlineData("""{"publisher":"alice","direction":"publish","session":9007199254740992}""")]
    [InlineData("""{"publisher":"alice","direction":"publish","session":1.5}""")]
    [InlineData("""{"publisher":"alice","session":1}""")]
    [InlineData("""{"publisher":null,"direction":"publish","session":1}""")]
    public async Task A_signal_to_the_media_server_without_a_stream_is_refused_and_brought_to_nobody(string? stream)
    {
        await using var gateway = await TestGateway.Start();
        await using var doors = await ThreeDoors.Open(gateway, "alice");

        var reply = await doors.Ask("send_webrtc_signal", Signal(stream));

        Assert.Equal(("invalid_argument", "stream"), (reply.Code, reply.Field));
        Assert.Equal((0, 0), (gateway.Cluster.CountOf(nameof(ICallGrain.SignalMedia)), gateway.Cluster.CountOf(nameof(ICallGrain.Signal))));
    }

    [Theory]
    [InlineData("\"bob\"")]
    [InlineData("[\"bob\"]")]
    [InlineData("""[{"video":"low"}]""")]
    [InlineData("""[{"publisher":"bob","video":"Low"}]""")]
    [InlineData("""[{"publisher":"bob","video":3}]""")]
    [InlineData("""[{"publisher":"bob","feed":0}]""")]
    [InlineData("""[{"publisher":"bob","screen":"yes"}]""")]
    public async Task Wishes_out_of_their_bounds_are_refused_by_their_field(string streams)
    {
        await using var gateway = await TestGateway.Start();
        await using var doors = await ThreeDoors.Open(gateway, "alice");

        var reply = await doors.Ask("update_subscriptions", $$"""{"call_session_id":"{{Samples.Call}}","streams":{{streams}}}""");

        Assert.Equal(("invalid_argument", "streams"), (reply.Code, reply.Field));
    }

    [Fact]
    public async Task A_device_may_want_a_hundred_publishers_and_no_more()
    {
        await using var gateway = await TestGateway.Start();
        static string Wish(int count) => new JsonObject
        {
            ["call_session_id"] = Samples.Call.Value,
            ["streams"] = new JsonArray([.. Enumerable.Range(0, count).Select(i => new JsonObject { ["publisher"] = $"u{i}" })]),
        }.ToJsonString();

        Assert.Equal("invalid_argument", (await gateway.Http.Post(Tokens.For("alice"), "update_subscriptions", Wish(101))).Reply.Code);
        Assert.Null((await gateway.Http.Post(Tokens.For("alice"), "update_subscriptions", Wish(100))).Reply.Code);

        var asked = (await gateway.Cluster.Asked(nameof(ICallGrain.Subscribe))).Argument<UpdateSubscriptions>();
        Assert.Equal(100, asked.Streams.Length);
        Assert.Equal(new StreamWish(new UserId("u0"), null, VideoLayer.High, Screen: true), asked.Streams[0]);
    }

    [Fact]
    public async Task Who_publishes_nothing_is_named()
    {
        await using var gateway = await TestGateway.Start();
        await using var doors = await ThreeDoors.Open(gateway, "alice");
        gateway.Cluster.Refuse<ICallGrain>(nameof(ICallGrain.Subscribe), Refusal.StreamNotFound(Samples.Bob, new UserId("carol")));

        var reply = await doors.Ask("update_subscriptions", $$"""{"call_session_id":"{{Samples.Call}}","streams":[{"publisher":"carol"}]}""");

        Assert.Equal("stream_not_found", reply.Code);
        Assert.Equal("""["bob@example.org","carol"]""", reply.Error!["details"]!["publishers"]!.ToJsonString());
    }

    [Fact]
    public async Task What_the_media_server_says_comes_with_its_stream_by_both_protocols()
    {
        await using var gateway = await TestGateway.Start();
        await using var json = await gateway.Connect("alice");
        await using var pack = await gateway.Connect("alice", HubEncoding.MessagePack);
        var answer = new WebRtcSignal(UserId.Sfu, SignalType.Answer, new SignalPayload("""{"type":"answer","sdp":"v=0"}"""u8.ToArray())) { Stream = Published };

        await new Link(gateway.Ear, "sfu").Deliver(Link.ToUser("alice", answer, new CallStamp(Samples.Call, 3, 17)));

        var (byJson, byPack) = (await json.NextEvent("webrtc_signal"), await pack.NextEvent("webrtc_signal"));
        Assert.Equal(JsonNode.Parse(byJson.Json)!.ToJsonString(), JsonNode.Parse(byPack.Json)!.ToJsonString());
        Golden.Verify("events/webrtc_signal_of_the_media_server.json", JsonNode.Parse(byJson.Json));
    }

    private static string Signal(string? stream) =>
        $$"""{"call_session_id":"{{Samples.Call}}","signal_type":"offer","signal_data":{"type":"offer","sdp":"v=0"},"target_user":"@sfu"{{(stream is null ? "" : $",\"stream\":{stream}")}}}""";
}
