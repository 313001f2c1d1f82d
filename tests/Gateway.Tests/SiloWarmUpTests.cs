using System.Collections.Immutable;
using FChat.Calls;
using FChat.Gateway.Tests.Fakes;
using FChat.Gateway.Tests.Hosting;
using FChat.Gateways;

namespace FChat.Gateway.Tests;

/// <summary>A gateway speaks to each silo before its clients do.</summary>
public sealed class SiloWarmUpTests
{
    private static readonly (string, string)[] Quick = [("Renewal:Lease", "00:00:00.1"), ("Signals:Lanes", "1")];

    [Fact]
    public async Task Each_silo_is_greeted_once_and_a_new_one_when_it_appears()
    {
        await using var gateway = await TestGateway.Start(Quick);
        Active(gateway, "10.0.0.1:1@1", "10.0.0.2:1@1");
        var first = new[] { await Greeted(gateway), await Greeted(gateway) };
        Active(gateway, "10.0.0.1:1@1", "10.0.0.2:1@1", "10.0.0.3:1@1");

        Assert.Equal(["10.0.0.1:1@1", "10.0.0.2:1@1"], first.Order());
        Assert.Equal("10.0.0.3:1@1", await Greeted(gateway));
        Assert.Equal(3, gateway.Cluster.CountOf(nameof(ISignalRouterGrain.Route)));
    }

    [Fact]
    public async Task A_silo_that_does_not_answer_is_greeted_again_and_the_lease_is_held_all_the_same()
    {
        await using var gateway = await TestGateway.Start(Quick);
        gateway.Cluster.On<ISignalRouterGrain>(nameof(ISignalRouterGrain.Route), _ => new TimeoutException());
        Active(gateway, "10.0.0.1:1@1");

        await Greeted(gateway);
        await Greeted(gateway);

        Assert.True(((Lease.LeaseState)gateway.Services.GetService(typeof(Lease.LeaseState))!).IsHeld);
    }

    [Fact]
    public async Task A_silo_that_hangs_is_greeted_once_and_holds_no_renewal_up()
    {
        await using var gateway = await TestGateway.Start(Quick);
        var hung = new TaskCompletionSource<ImmutableArray<SignalAnswer>>();
        gateway.Cluster.On<ISignalRouterGrain>(nameof(ISignalRouterGrain.Route), _ => hung.Task);
        Active(gateway, "10.0.0.1:1@1");
        await Greeted(gateway);

        for (var renewals = 0; renewals < 3; renewals++)
        {
            await gateway.Cluster.Asked(nameof(IGatewayGrain.Renew));
        }

        Assert.Equal(1, gateway.Cluster.CountOf(nameof(ISignalRouterGrain.Route)));
        hung.SetResult([]);
    }

    private static void Active(TestGateway gateway, params ImmutableArray<string> silos) =>
        gateway.Cluster.On<IGatewayGrain>(nameof(IGatewayGrain.Renew), _ => new LeaseAnswer(TimeSpan.FromSeconds(15), false) { Silos = silos });

    private static async Task<string> Greeted(TestGateway gateway) => GrainKeys.SiloOf((await gateway.Cluster.Asked(nameof(ISignalRouterGrain.Route))).Key);
}
