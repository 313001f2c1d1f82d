using System.Collections.Immutable;
using FChat.Calls;
using FChat.Gateway.Signals;
using FChat.Gateway.Tests.Fakes;
using FChat.Gateway.Tests.Hosting;
using FChat.Gateways;
using Orleans.Runtime;

namespace FChat.Gateway.Tests;

/// <summary>By which way a signal reaches its call, and what happens when the call is not where it was.</summary>
public sealed class SignalPathTests : IAsyncLifetime
{
    private const string Home = "10.0.0.1:11111@1";
    private static readonly string Join = $$"""{"call_session_id":"{{Samples.Call}}"}""";
    private TestGateway gateway = null!;

    public async ValueTask InitializeAsync()
    {
        gateway = await TestGateway.Start(UnlimitedGateway.NoLimits);
        gateway.Cluster.On<ICallGrain>(nameof(ICallGrain.Join), _ => (Outcome<JoinAnswer>)new JoinAnswer(Samples.View, Samples.State) { Home = Home });
    }

    public ValueTask DisposeAsync() => gateway.DisposeAsync();

    [Fact]
    public async Task A_signal_of_somebody_in_the_call_goes_to_the_router_on_the_calls_silo()
    {
        Route(_ => SignalAnswer.Of(null));
        await using var hub = await gateway.Connect("alice");
        await hub.Invoke("join_call", Join);

        Assert.Null((await hub.Invoke("send_webrtc_signal", Signal())).Error);

        var asked = await gateway.Cluster.Asked(nameof(ISignalRouterGrain.Route));
        Assert.StartsWith($"s:{Home}/", asked.Key, StringComparison.Ordinal);
        Assert.Equal((Samples.Call, Samples.Alice), (asked.Argument<ImmutableArray<RoutedSignal>>()[0].Call, asked.Argument<ImmutableArray<RoutedSignal>>()[0].Signal.Actor));
        Assert.Equal(Samples.State.Epoch, asked.Argument<ImmutableArray<RoutedSignal>>()[0].Signal.Epoch);
        Assert.Equal(0, gateway.Cluster.CountOf(nameof(ICallGrain.Signal)));
    }

    [Fact]
    public async Task A_refusal_comes_back_by_the_same_way()
    {
        Route(_ => SignalAnswer.Of(Refusal.TargetNotInCall));
        await using var hub = await gateway.Connect("alice");
        await hub.Invoke("join_call", Join);

        Assert.Equal("target_not_in_call", (await hub.Invoke("send_webrtc_signal", Signal())).Code);
    }

    [Fact]
    public async Task A_signal_of_somebody_who_is_in_the_call_elsewhere_is_brought_by_the_cluster()
    {
        await using var hub = await gateway.Connect("alice");

        Assert.Null((await hub.Invoke("send_webrtc_signal", Signal())).Error);

        Assert.Equal((1, 0), Counts);
    }

    [Fact]
    public async Task A_call_that_has_moved_is_found_by_the_cluster_and_not_looked_for_at_its_old_place_again()
    {
        Route(_ => SignalAnswer.NotHere);
        await using var hub = await gateway.Connect("alice");
        await hub.Invoke("join_call", Join);

        Assert.Null((await hub.Invoke("send_webrtc_signal", Signal())).Error);
        Assert.Equal((1, 1), Counts);
        Assert.Null((await hub.Invoke("send_webrtc_signal", Signal())).Error);
        Assert.Equal((2, 1), Counts);

        await hub.Invoke("join_call", Join);
        await hub.Invoke("send_webrtc_signal", Signal());
        Assert.Equal(2, Counts.ByRouter);
    }

    [Theory, InlineData(null, "unavailable"), InlineData("once", null)]
    public async Task A_signal_that_a_dying_silo_may_have_relayed_is_sent_again_only_if_it_has_a_name(string? command, string? code)
    {
        gateway.Cluster.On<ISignalRouterGrain>(nameof(ISignalRouterGrain.Route), _ => new SiloUnavailableException());
        await using var hub = await gateway.Connect("alice");
        await hub.Invoke("join_call", Join);

        Assert.Equal(code, (await hub.Invoke("send_webrtc_signal", Signal(command))).Code);
        Assert.Equal((command is null ? 0 : 1, 1), Counts);
        Assert.Null((await hub.Invoke("send_webrtc_signal", Signal())).Code);
    }

    private (int ByCluster, int ByRouter) Counts => (gateway.Cluster.CountOf(nameof(ICallGrain.Signal)), gateway.Cluster.CountOf(nameof(ISignalRouterGrain.Route)));

    private void Route(Func<RoutedSignal, SignalAnswer> answer) => gateway.Cluster.On<ISignalRouterGrain>(
        nameof(ISignalRouterGrain.Route), call => call.Argument<ImmutableArray<RoutedSignal>>().Select(answer).ToImmutableArray());

    private static string Signal(string? command = null) =>
        $$"""{"call_session_id":"{{Samples.Call}}","signal_type":"offer","target_user":"bob","signal_data":1{{(command is null ? "" : $",\"command_id\":\"{command}\"")}}}""";
}
