using FChat.Cluster.Tests.Load;
using FChat.Cluster.Tests.Scenarios;
using FChat.Cluster.Tests.Topologies;

namespace FChat.Cluster.Tests;

/// <summary>What happens to two silos and two gateways in one process, where the clocks are the same and everything is near.</summary>
public sealed class TwoByTwoTests
{
    [Fact]
    public async Task It_keeps_its_promises_whatever_node_goes()
    {
        await using var topology = await TwoByTwo.Make();
        await topology.Start();
        await Collisions.Run(topology, Scale.Current);
        await CrowdReturns.Run(topology, Scale.Current);
        if (Scale.Current.IsLong)
        {
            await new RollingRestart().Run(topology, Scale.Current);
            await new SiloKilled().Run(topology, Scale.Current);
            await new GatewayKilled().Run(topology, Scale.Current);
        }
    }
}
