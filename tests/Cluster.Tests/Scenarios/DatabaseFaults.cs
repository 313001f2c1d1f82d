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
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private Prober? _prober;
    private IReadOnlyList<CallRecord> _halfMade = [];

    /// <inheritdoc/>
    public override string Name => away == TimeSpan.Zero ? "database restarted" : $"database away for {away.TotalSeconds:0} s";

    /// <inheritdoc/>
    public override Means Needs => Means.None;

    /// <inheritdoc/>
    protected override TimeSpan Bound => TimeSpan.FromSeconds(5);

    /// <summary>Nobody is cut off. Whoever was not let in meanwhile asks again after pauses that have grown; when it can be done again says the prober, who makes none.</summary>
    protected override TimeSpan Measure(Wholeness noticed) => noticed.Answered;

    /// <inheritdoc/>
    protected override async Task<TimeSpan> Strike(ITopology topology, Scale scale, SteadyLoad load)
    {
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        _prober = await Prober.Start(topology.Addresses, patience.Token);
        var database = topology.Database!;
        await database.Stop();
        await Clock.Pause(away, CancellationToken.None);
        await database.Start();
        return Clock.Now;
    }

    /// <inheritdoc/>
    protected override async Task Mend(ITopology topology, Scale scale)
    {
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        await using (_prober)
        {
            _halfMade = await _prober!.Stop(topology.Addresses[0], patience.Token);
        }
    }

    /// <inheritdoc/>
    protected override IEnumerable<string> Watch(SteadyLoad load, History history, TimeSpan struck, TimeSpan since)
    {
        var meanwhile = _prober!.Tries.Where(one => one.Begun > struck && one.Done < since).ToList();
        var again = _prober.Tries.Where(one => one.Done > since && one.Code is null).Select(one => one.Done - since).FirstOrDefault(TimeSpan.MaxValue);
        TestContext.Current.TestOutputHelper?.WriteLine($"{meanwhile.Count} tries to call without a database: {string.Join(", ", meanwhile.Select(one => one.Code ?? "made").Distinct())}; calls can be made and joined {again} after its return");
        return SignalsWentOn.Faults(history, load.QuietCalls, struck, since)
            .Concat(meanwhile.Where(one => one.Code is not ("unavailable" or Prober.OwnCall)).Skip(1).Select(one => $"a try to call without a database: {one.Code ?? "made"}"))
            .Concat(_halfMade.Select(call => $"{call.Call} is half made"))
            .Concat(again <= Bound ? [] : [$"calls can be made and joined {again} after the return of the database"]);
    }
}
