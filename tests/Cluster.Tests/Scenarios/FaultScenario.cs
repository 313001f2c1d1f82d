using System.Globalization;
using FChat.Cluster.Tests.Clients;
using FChat.Cluster.Tests.Load;
using FChat.Cluster.Tests.Reports;
using FChat.Cluster.Tests.Topologies;

namespace FChat.Cluster.Tests.Scenarios;

/// <summary>
/// Something happens to a service under steady load. Within a bound every call answers again; afterwards all is put right again,
/// and in the end the whole history must keep every promise and no call may be lost.
/// </summary>
internal abstract class FaultScenario
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Its name in reports.</summary>
    public abstract string Name { get; }

    /// <summary>What a topology must be able to do.</summary>
    public abstract Means Needs { get; }

    /// <summary>How long that may take, as promised.</summary>
    protected abstract TimeSpan Bound { get; }

    /// <summary>Runs it.</summary>
    public async Task Run(ITopology topology, Scale scale)
    {
        await using var load = await SteadyLoad.Start(topology, scale);
        var struck = Clock.Now;
        var since = await Strike(topology, scale, load);
        await load.Whole(since, Patience);
        var whole = Clock.Now;
        await Mend(topology, scale);
        await load.Whole(Clock.Now, Patience);
        var lostCalls = load.LostCalls.ToList();
        var history = await load.Finish();

        var noticed = Wholeness.Of(history, struck, since, whole);
        List<string> lost =
        [
            .. lostCalls.Select(call => $"the call {call}"),
            .. HistoryChecker.Faults(history).Select(fault => fault.ToString()),
            .. Watch(load, history, struck, since),
        ];
        FaultReport.Write(new FaultRow(Name, topology.Name, FaultReport.Describe(scale), Measure(noticed).TotalSeconds, Bound.TotalSeconds, Describe(history, noticed, load), lost));
        Assert.True(lost.Count == 0, string.Join('\n', lost.Prepend($"{lost.Count} promises were broken:").Take(20)) + $"\n{topology.Log}");
        Assert.True(Measure(noticed) <= Bound, $"Whole after {Measure(noticed)}: {noticed}");
    }

    /// <summary>What the bound is for: unless a scenario says otherwise, that every call answers again, and everybody who was cut off is seated again.</summary>
    protected virtual TimeSpan Measure(Wholeness noticed) => noticed.Answered > noticed.Seated ? noticed.Answered : noticed.Seated;

    /// <summary>Lets it happen.</summary>
    /// <returns>From when the bound counts.</returns>
    protected abstract Task<TimeSpan> Strike(ITopology topology, Scale scale, SteadyLoad load);

    /// <summary>Puts right what is not yet.</summary>
    protected virtual Task Mend(ITopology topology, Scale scale) => Task.CompletedTask;

    /// <summary>Promises of this scenario beside those of every history; what is broken.</summary>
    protected virtual IEnumerable<string> Watch(SteadyLoad load, History history, TimeSpan struck, TimeSpan since) => [];

    private static string Describe(History history, Wholeness noticed, SteadyLoad load) => string.Create(
        CultureInfo.InvariantCulture,
        $"calls answer after {noticed.Answered.TotalSeconds:0.0} s, seats after {noticed.Seated.TotalSeconds:0.0} s, last delay ends after {noticed.Until.TotalSeconds:0.0} s; "
        + $"{noticed.Cuts} cuts, {noticed.Snapshots} snapshots, {noticed.Repeated} repeats; {history.Acts.Count} acts, {load.ShortCalls} short calls");
}
