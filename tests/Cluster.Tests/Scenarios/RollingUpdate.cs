using FChat.Cluster.Tests.Clients;
using FChat.Cluster.Tests.Load;
using FChat.Cluster.Tests.Topologies;

namespace FChat.Cluster.Tests.Scenarios;

/// <summary>
/// Every node is replaced as <c>deploy/k8s</c> has Kubernetes do it, silos before gateways: a new one becomes ready and proves itself, clients are
/// told of it instead of the old one, and only then the old one gets SIGTERM, and SIGKILL if it is not gone when its grace is over.
/// </summary>
internal sealed class RollingUpdate : FaultScenario
{
    // minReadySeconds, shortened, and the time that gateways go on before they hear of their end (preStop).
    private static readonly TimeSpan Proof = TimeSpan.FromSeconds(3), BeforeSignal = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public override string Name => "rolling update of everything, the new one first (SIGTERM)";

    /// <inheritdoc/>
    public override Means Needs => Means.Stop;

    /// <inheritdoc/>
    protected override TimeSpan Bound => TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    protected override async Task<TimeSpan> Strike(ITopology topology, Scale scale, SteadyLoad load)
    {
        foreach (var silo in topology.Silos.ToList())
        {
            await Replace(topology.Rollout!, silo, TimeSpan.Zero);
        }

        foreach (var gateway in topology.Gateways.ToList())
        {
            await Replace(topology.Rollout!, gateway, BeforeSignal);
        }

        return Clock.Now;
    }

    private static async Task Replace(IRollout rollout, INode old, TimeSpan beforeSignal)
    {
        var successor = await rollout.Surge(old);
        await Clock.Pause(Proof, CancellationToken.None);
        rollout.TakeOver(old, successor);
        await Clock.Pause(beforeSignal, CancellationToken.None);
        var begun = Clock.Now;
        await old.Stop();
        TestContext.Current.TestOutputHelper?.WriteLine($"{old.Name} ended in {(Clock.Now - begun).TotalSeconds:0.0} s");
    }
}
