using FChat.Cluster.Tests.Clients;
using FChat.Cluster.Tests.Load;
using FChat.Cluster.Tests.Topologies;

namespace FChat.Cluster.Tests.Scenarios;

/// <summary>
/// The database is away for a time. Meanwhile running calls signal on, and new calls are refused as unavailable; soon after its return every command
/// that was repeated has been done, once, and no call is half made.
/// </summary>
/// <param name="away">For how long; nothing: it is only restarted.</param>
internal sealed class DatabaseAway(TimeSpan away) : FaultScenario
{
    /// <inheritdoc/>
    public override string Name => away == TimeSpan.Zero ? "database restarted" : $"database away for {away.TotalSeconds:0} s";

    /// <inheritdoc/>
    public override Means Needs => Means.None;

    /// <inheritdoc/>
    protected override TimeSpan Bound => TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    protected override async Task<TimeSpan> Strike(ITopology topology, Scale scale, SteadyLoad load)
    {
        var database = topology.Database!;
        await database.Stop();
        await Clock.Pause(away, CancellationToken.None);
        await database.Start();
        return Clock.Now;
    }

    /// <inheritdoc/>
    protected override IEnumerable<string> Watch(SteadyLoad load, History history, TimeSpan struck, TimeSpan since)
    {
        var made = history.Acts.Where(act => act.Operation == "initiate_call" && act.Begun > struck && act.Done < since && act.Verdict == Verdict.Acknowledged);
        return SignalsWentOn.Faults(history, load.QuietCalls, struck, since)
            .Concat(away == TimeSpan.Zero ? [] : made.Where(act => act.Begun > struck + TimeSpan.FromSeconds(1)).Select(act => $"{act} without a database"));
    }
}
