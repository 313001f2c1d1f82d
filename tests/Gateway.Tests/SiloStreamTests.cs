using System.Collections.Immutable;
using System.Text.Json.Nodes;
using FChat.Calls;
using FChat.Gateway.Signals;
using FChat.Gateway.Tests.Doors;
using FChat.Gateway.Tests.Fakes;
using FChat.Gateway.Tests.Hosting;
using FChat.Gateways;
using Microsoft.Extensions.DependencyInjection;

namespace FChat.Gateway.Tests;

/// <summary>A gateway's stream to a silo: when it is used, and what happens when it ends.</summary>
public sealed class SiloStreamTests : IAsyncLifetime
{
    private const string Home = "10.0.0.1:11111@1";
    private static readonly string Join = $$"""{"call_session_id":"{{Samples.Call}}"}""";
    private readonly StreamingSilo silo = new();
    private TestGateway gateway = null!;

    private SiloStreams Streams => gateway.Services.GetRequiredService<SiloStreams>();

    private int ByRuntime => gateway.Cluster.CountOf(nameof(ISignalRouterGrain.Route));

    public async ValueTask InitializeAsync()
    {
        gateway = await TestGateway.Start([.. UnlimitedGateway.NoLimits, ("Renewal:Lease", "00:00:00.1")]);
        gateway.Cluster.On<ICallGrain>(nameof(ICallGrain.Join), _ => (Outcome<JoinAnswer>)new JoinAnswer(Samples.View, Samples.State) { Home = Home });
        gateway.Cluster.On<ISignalRouterGrain>(
            nameof(ISignalRouterGrain.Route), call => call.Argument<ImmutableArray<RoutedSignal>>().Select(_ => SignalAnswer.Of(null)).ToImmutableArray());
        gateway.Cluster.On<ISignalRouterGrain>(nameof(ISignalRouterGrain.Door), _ => silo.Door);
        Active(Home);
    }

    public async ValueTask DisposeAsync()
    {
        await gateway.DisposeAsync();
        await silo.DisposeAsync();
    }

    [Fact]
    public async Task Signals_and_events_go_by_the_stream_and_the_runtime_is_left_alone()
    {
        await IsOpen();
        await using var hub = await Joined();
        var before = ByRuntime;
        silo.Route = signals => Task.FromResult(signals.Select(_ => SignalAnswer.Of(Refusal.TargetNotInCall)).ToImmutableArray());

        Assert.Equal("target_not_in_call", (await hub.Invoke("send_webrtc_signal", Signal())).Code);
        await new Link(silo).Deliver(Link.Broadcast(18));

        Assert.Equal(18, (int)JsonNode.Parse((await hub.NextEvent("call_updated")).Json)!["seq"]!);
        Assert.Equal(before, ByRuntime);
    }

    [Fact]
    public async Task Signals_under_way_in_a_stream_that_is_cut_are_unavailable_and_the_next_ones_go_by_the_runtime()
    {
        await IsOpen();
        gateway.Cluster.On<ISignalRouterGrain>(nameof(ISignalRouterGrain.Door), _ => new TimeoutException());
        await using var hub = await Joined();
        var arrived = new TaskCompletionSource();
        silo.Route = _ =>
        {
            arrived.SetResult();
            return new TaskCompletionSource<ImmutableArray<SignalAnswer>>().Task;
        };
        var lost = hub.Invoke("send_webrtc_signal", Signal());
        await arrived.Task.WaitAsync(TimeSpan.FromSeconds(20));
        var before = ByRuntime;
        silo.Cut();

        Assert.Equal("unavailable", (await lost).Code);
        await Eventually.So(() => Streams.Count == 0);
        Assert.Null((await hub.Invoke("join_call", Join)).Error);
        Assert.Null((await hub.Invoke("send_webrtc_signal", Signal())).Error);
        Assert.Equal(before + 1, ByRuntime);
    }

    [Fact]
    public async Task A_stream_that_was_cut_is_opened_again_with_a_renewal()
    {
        await IsOpen();
        silo.Cut();

        await IsOpen();
        await using var hub = await Joined();
        var before = ByRuntime;
        Assert.Null((await hub.Invoke("send_webrtc_signal", Signal())).Error);
        Assert.Equal(before, ByRuntime);
    }

    [Fact]
    public async Task The_stream_to_a_silo_that_has_gone_from_the_cluster_is_closed()
    {
        var stream = await silo.Opened();
        Active("10.0.0.2:11111@1");

        await stream.Ended.WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task A_batch_that_came_by_the_stream_is_dropped_when_the_runtime_repeats_it()
    {
        await IsOpen();
        await using var hub = await Joined();
        await new Link(silo).DeliverAs(1, lost: false, Link.Broadcast(18));
        await new Link(gateway.Ear).DeliverAs(1, lost: false, Link.Broadcast(18), Link.Broadcast(19));
        await new Link(gateway.Ear).DeliverAs(2, lost: false, Link.Broadcast(20));

        Assert.Equal((18, 20), (await NextSeq(hub), await NextSeq(hub)));
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_silo_whose_door_does_not_open_is_reached_by_the_runtime(bool hasDoor)
    {
        await IsOpen();
        gateway.Cluster.On<ISignalRouterGrain>(nameof(ISignalRouterGrain.Door), _ => hasDoor ? silo.Door with { Port = 1 } : Task.FromResult<FChat.Streams.StreamDoor?>(null));
        silo.Cut();
        await Eventually.So(() => Streams.Count == 0);
        await using var hub = await Joined();
        var before = ByRuntime;

        Assert.Null((await hub.Invoke("send_webrtc_signal", Signal())).Error);
        Assert.Equal(before + 1, ByRuntime);
        Assert.Empty(gateway.Logs.Errors);
    }

    private void Active(params ImmutableArray<string> silos) =>
        gateway.Cluster.On<IGatewayGrain>(nameof(IGatewayGrain.Renew), _ => new LeaseAnswer(TimeSpan.FromSeconds(15), false) { Silos = silos });

    private async Task IsOpen()
    {
        await silo.Opened();
        await Eventually.So(() => Streams.Find(Home) is not null);
    }

    private async Task<HubClient> Joined()
    {
        var hub = await gateway.Connect("alice");
        await hub.Invoke("join_call", Join);
        return hub;
    }

    private static async Task<int> NextSeq(HubClient hub) => (int)JsonNode.Parse((await hub.NextEvent("call_updated")).Json)!["seq"]!;

    private static string Signal() => $$"""{"call_session_id":"{{Samples.Call}}","signal_type":"offer","target_user":"bob","signal_data":1}""";
}
