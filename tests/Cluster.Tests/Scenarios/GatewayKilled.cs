using FChat.Cluster.Tests.Clients;
using FChat.Cluster.Tests.Load;
using FChat.Cluster.Tests.Topologies;

namespace FChat.Cluster.Tests.Scenarios;

/// <summary>One gateway of several is killed: its clients come back to another, with nothing missing or doubled, and lose no call.</summary>
internal sealed class GatewayKilled : FaultScenario
{
    /// <inheritdoc/>
    public override string Name => "gateway killed";

    /// <inheritdoc/>
    public override Means Needs => Means.Kill;

    /// <inheritdoc/>
    protected override TimeSpan Bound => TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    protected override TimeSpan Measure(Wholeness noticed) => noticed.Seated;

    /// <inheritdoc/>
    protected override async Task<TimeSpan> Strike(ITopology topology, Scale scale, SteadyLoad load)
    {
        await topology.Gateways[0].Kill();
        return Clock.Now;
    }

    /// <inheritdoc/>
    protected override Task Mend(ITopology topology, Scale scale) => topology.Gateways[0].Start();

    /// <inheritdoc/>
    protected override IEnumerable<string> Watch(SteadyLoad load, History history, TimeSpan struck, TimeSpan since) => history.Stays
        .Where(stay => stay.Steps.Any(step => step.At > struck && step is Unseated { Why: Exit.Lost }))
        .Select(stay => $"{stay} was given up");
}
