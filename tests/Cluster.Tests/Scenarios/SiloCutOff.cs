using FChat.Cluster.Tests.Clients;
using FChat.Cluster.Tests.Load;
using FChat.Cluster.Tests.Topologies;

namespace FChat.Cluster.Tests.Scenarios;

/// <summary>The network between one silo and everything else, the database too, is cut for longer than the others wait, and mended again.</summary>
internal sealed class SiloCutOff : FaultScenario
{
    private TimeSpan _cut;

    /// <inheritdoc/>
    public override string Name => "silo cut off from the network";

    /// <inheritdoc/>
    public override Means Needs => Means.None;

    /// <inheritdoc/>
    protected override TimeSpan Bound => TimeSpan.FromSeconds(20);

    /// <inheritdoc/>
    protected override async Task<TimeSpan> Strike(ITopology topology, Scale scale, SteadyLoad load)
    {
        await topology.Line!.Silo.HasCalls();
        await topology.Line.Cut();
        _cut = Clock.Now;
        return _cut;
    }

    /// <summary>It learns that it was given up, and ends; its platform starts it again.</summary>
    protected override async Task Mend(ITopology topology, Scale scale)
    {
        var line = topology.Line!;
        await Clock.Pause(_cut + scale.Frozen - Clock.Now, CancellationToken.None);
        await line.Mend();
        for (var mended = Clock.Now; line.Silo.IsRunning && Clock.Now - mended < TimeSpan.FromSeconds(60);)
        {
            await Clock.Pause(TimeSpan.FromMilliseconds(100), CancellationToken.None);
        }

        Assert.False(line.Silo.IsRunning, "A silo that was given up goes on.");
        await line.Silo.Start();
    }
}
