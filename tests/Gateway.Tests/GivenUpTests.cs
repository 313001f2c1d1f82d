using FChat.Calls;
using FChat.Gateway.Tests.Doors;
using FChat.Gateway.Tests.Fakes;
using FChat.Gateway.Tests.Hosting;

namespace FChat.Gateway.Tests;

/// <summary>What a connection may still do in a call that its user has left, or gone on with elsewhere.</summary>
public sealed class GivenUpTests : IAsyncLifetime
{
    private static readonly string Which = $$"""{"call_session_id":"{{Samples.Call}}"}""";
    private static readonly string Signal = $$"""{"call_session_id":"{{Samples.Call}}","signal_type":"offer","signal_data":1,"target_user":"bob"}""";
    private static readonly string Media = $$"""{"call_session_id":"{{Samples.Call}}","muted":true}""";
    private TestGateway gateway = null!;
    private Link link = null!;

    public async ValueTask InitializeAsync()
    {
        gateway = await TestGateway.Start(UnlimitedGateway.NoLimits);
        link = new Link(gateway.Ear);
    }

    public ValueTask DisposeAsync() => gateway.DisposeAsync();

    [Theory, InlineData(HubEncoding.Json), InlineData(HubEncoding.MessagePack)]
    public async Task It_neither_signals_nor_shows_anything_nor_takes_its_user_out(HubEncoding encoding)
    {
        await using var hub = await TakenOver(encoding);

        Assert.Equal("not_a_participant", (await hub.Invoke("send_webrtc_signal", Signal)).Code);
        Assert.Equal("not_a_participant", (await hub.Invoke("update_media_state", Media)).Code);
        Assert.Equal("{}", (await hub.Invoke("leave_call", Which)).Data!.ToJsonString());
        Assert.Equal((0, 0), (Executed, gateway.Cluster.CountOf(nameof(ICallGrain.Signal))));
    }

    [Fact]
    public async Task By_http_the_user_acts_all_the_same()
    {
        await using var hub = await TakenOver(HubEncoding.Json);
        var token = Tokens.For("alice");

        Assert.Null((await gateway.Http.Post(token, "send_webrtc_signal", Signal)).Reply.Error);
        Assert.Null((await gateway.Http.Post(token, "update_media_state", Media)).Reply.Error);
        Assert.Null((await gateway.Http.Post(token, "leave_call", Which)).Reply.Error);
        Assert.Equal((2, 1), (Executed, gateway.Cluster.CountOf(nameof(ICallGrain.Signal))));
    }

    [Theory]
    [InlineData("join_call", HubEncoding.Json)]
    [InlineData("resume_call", HubEncoding.MessagePack)]
    public async Task Once_it_is_in_again_it_may_do_everything(string operation, HubEncoding encoding)
    {
        await using var hub = await TakenOver(encoding);

        Assert.Null((await hub.Invoke(operation, operation == "join_call" ? Which : Which.Replace("}", ",\"epoch\":3,\"seq\":1,\"signal_seq\":1}", StringComparison.Ordinal))).Error);
        Assert.Null((await hub.Invoke("send_webrtc_signal", Signal)).Error);
        Assert.Null((await hub.Invoke("leave_call", Which)).Error);

        Assert.Equal((1, 1), (Executed, gateway.Cluster.CountOf(nameof(ICallGrain.Signal))));
    }

    [Fact]
    public async Task A_join_that_is_refused_changes_nothing_of_it()
    {
        await using var hub = await TakenOver(HubEncoding.Json);
        gateway.Cluster.Refuse<ICallGrain>(nameof(ICallGrain.Join), Refusal.Full(2));

        Assert.Equal("room_full", (await hub.Invoke("join_call", Which)).Code);
        Assert.Equal("not_a_participant", (await hub.Invoke("send_webrtc_signal", Signal)).Code);
    }

    [Fact]
    public async Task A_departure_that_overtakes_the_answer_of_a_join_counts_too()
    {
        await using var hub = await gateway.Connect("alice");
        var connection = await EventTests.IdOf(gateway, "alice");
        gateway.Cluster.On<ICallGrain>(nameof(ICallGrain.Join), _ => Joined());

        await hub.Invoke("join_call", Which);
        await hub.NextEvent("call_participant_left");

        Assert.Equal("not_a_participant", (await hub.Invoke("send_webrtc_signal", Signal)).Code);

        async Task<Outcome<JoinAnswer>> Joined()
        {
            await link.Deliver(Link.SeatClosed(connection, Samples.Call));
            return new JoinAnswer(Samples.View, Samples.State);
        }
    }

    [Fact]
    public async Task After_the_end_the_call_itself_says_what_is_the_matter()
    {
        await using var hub = await TakenOver(HubEncoding.Json);
        gateway.Cluster.Refuse<ICallGrain>(nameof(ICallGrain.Signal), Refusal.Ended(EndReason.Completed));

        await link.Deliver(Link.ToUser("alice", new CallEnded(EndReason.Completed, null, 5, CallStatus.Ended), new CallStamp(Samples.Call, 3, 19)));
        await hub.NextEvent("call_ended");

        Assert.Equal("call_ended", (await hub.Invoke("send_webrtc_signal", Signal)).Code);
    }

    [Fact]
    public async Task The_last_sixteen_calls_are_remembered()
    {
        await using var hub = await gateway.Connect("alice");
        var connection = await EventTests.IdOf(gateway, "alice");
        for (var number = 0; number < 17; number++)
        {
            Assert.Null((await hub.Invoke("join_call", Of(number))).Error);
            await link.Deliver(Link.SeatClosed(connection, Call(number)));
            await hub.NextEvent("call_participant_left");
        }

        await hub.Invoke("leave_call", Of(1));
        await hub.Invoke("leave_call", Of(16));
        Assert.Equal(0, Executed);
        await hub.Invoke("leave_call", Of(0));
        Assert.Equal(1, Executed);

        static CallId Call(int number) => new($"01JABCDEFGHJKMNPQRSTVWXY{number:00}");
        static string Of(int number) => $$"""{"call_session_id":"{{Call(number)}}"}""";
    }

    private int Executed => gateway.Cluster.CountOf(nameof(ICallGrain.Execute));

    /// <summary>A connection of Alice's that was in the call until she went on elsewhere.</summary>
    private async Task<HubClient> TakenOver(HubEncoding encoding)
    {
        var hub = await gateway.Connect("alice", encoding);
        Assert.Null((await hub.Invoke("join_call", Which)).Error);
        await link.Deliver(Link.SeatClosed(await EventTests.IdOf(gateway, "alice"), Samples.Call));
        await hub.NextEvent("call_participant_left");
        return hub;
    }
}
