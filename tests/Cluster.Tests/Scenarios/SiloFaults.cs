using FChat.Cluster.Tests.Clients;
using FChat.Cluster.Tests.Load;
using FChat.Cluster.Tests.Topologies;

namespace FChat.Cluster.Tests.Scenarios;

/// <summary>One silo of several is killed, and started again when all is whole.</summary>
internal sealed class SiloKilled : FaultScenario
{
    /// <inheritdoc/>
    public override string Name => "silo killed";

    /// <inheritdoc/>
    public override Means Needs => Means.Kill;

    /// <inheritdoc/>
    protected override TimeSpan Bound => TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    protected override async Task<TimeSpan> Strike(ITopology topology, Scale scale, SteadyLoad load)
    {
        await topology.Silos[0].HasCalls();
        await topology.Silos[0].Kill();
        return Clock.Now;
    }

    /// <inheritdoc/>
    protected override Task Mend(ITopology topology, Scale scale) => topology.Silos[0].Start();
}

/// <summary>One silo of several hangs for longer than the others wait for it, and then goes on as if nothing had been.</summary>
internal sealed class SiloHung : FaultScenario
{
    private TimeSpan _frozen;

    /// <inheritdoc/>
    public override string Name => "silo hung (SIGSTOP)";

    /// <inheritdoc/>
    public override Means Needs => Means.Freeze;

    /// <inheritdoc/>
    protected override TimeSpan Bound => TimeSpan.FromSeconds(20);

    /// <inheritdoc/>
    protected override async Task<TimeSpan> Strike(ITopology topology, Scale scale, SteadyLoad load)
    {
        await topology.Silos[0].HasCalls();
        topology.Silos[0].Freeze();
        _frozen = Clock.Now;
        return _frozen;
    }

    /// <summary>It goes on, finds that it is given up, and ends; its platform starts it again.</summary>
    protected override async Task Mend(ITopology topology, Scale scale)
    {
        var silo = topology.Silos[0];
        await Clock.Pause(_frozen + scale.Frozen - Clock.Now, CancellationToken.None);
        silo.Thaw();
        for (var thawed = Clock.Now; silo.IsRunning && Clock.Now - thawed < TimeSpan.FromSeconds(60);)
        {
            await Clock.Pause(TimeSpan.FromMilliseconds(100), CancellationToken.None);
        }

        Assert.False(silo.IsRunning, "A silo that was given up goes on.");
        await silo.Start();
    }
}

/// <summary>All silos are killed at once and started again.</summary>
internal sealed class AllSilosKilled : FaultScenario
{
    /// <inheritdoc/>
    public override string Name => "all silos killed and started again";

    /// <inheritdoc/>
    public override Means Needs => Means.Kill;

    /// <inheritdoc/>
    protected override TimeSpan Bound => TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    protected override async Task<TimeSpan> Strike(ITopology topology, Scale scale, SteadyLoad load)
    {
        await Task.WhenAll(topology.Silos.Select(silo => silo.Kill()));
        var now = Clock.Now;
        await Task.WhenAll(topology.Silos.Select(silo => silo.Start()));
        return now;
    }
}
