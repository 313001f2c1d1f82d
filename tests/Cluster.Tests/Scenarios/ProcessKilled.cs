using FChat.Cluster.Tests.Clients;
using FChat.Cluster.Tests.Load;
using FChat.Cluster.Tests.Topologies;

namespace FChat.Cluster.Tests.Scenarios;

/// <summary>The only process is killed and started again: all of the service is away, and back.</summary>
internal sealed class ProcessKilled : FaultScenario
{
    /// <inheritdoc/>
    public override string Name => "process killed and started again";

    /// <inheritdoc/>
    public override Means Needs => Means.Kill;

    /// <inheritdoc/>
    protected override TimeSpan Bound => TimeSpan.FromSeconds(15);

    /// <inheritdoc/>
    protected override async Task<TimeSpan> Strike(ITopology topology, Scale scale, SteadyLoad load)
    {
        await topology.Silos[0].Kill();
        await topology.Silos[0].Start();
        return Clock.Now;
    }
}
