using FChat.Cluster.Tests.Clients;
using FChat.Cluster.Tests.Load;
using FChat.Cluster.Tests.Topologies;

namespace FChat.Cluster.Tests.Scenarios;

/// <summary>Every node is asked to end and started again, one after another, as an update does.</summary>
internal sealed class RollingRestart : FaultScenario
{
    /// <inheritdoc/>
    public override string Name => "rolling restart of everything (SIGTERM)";

    /// <inheritdoc/>
    public override Means Needs => Means.Stop;

    /// <inheritdoc/>
    protected override TimeSpan Bound => TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    protected override async Task<TimeSpan> Strike(ITopology topology, Scale scale, SteadyLoad load)
    {
        foreach (var node in topology.Silos.Concat(topology.Gateways).Distinct())
        {
            var begun = Clock.Now;
            await node.Stop();
            var ended = Clock.Now;
            await node.Start();
            TestContext.Current.TestOutputHelper?.WriteLine($"{node.Name} ended in {(ended - begun).TotalSeconds:0.0} s and started in {(Clock.Now - ended).TotalSeconds:0.0} s");
        }

        return Clock.Now;
    }
}
