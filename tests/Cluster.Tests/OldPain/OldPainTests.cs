using System.Globalization;
using FChat.Cluster.Tests.Clients;
using FChat.Cluster.Tests.Load;
using FChat.Cluster.Tests.Reports;
using FChat.Cluster.Tests.Topologies;

namespace FChat.Cluster.Tests.OldPain;

/// <summary>
/// What hurt where heartbeats, statuses and calls updated the same rows: transactions that waited for each other, deadlocks, and a write for every heartbeat.
/// PostgreSQL itself says that nothing of it is left.
/// </summary>
public sealed class OldPainTests
{
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    [Fact]
    public async Task Heartbeats_statuses_and_calls_never_wait_for_each_others_rows_and_heartbeats_write_none()
    {
        Assert.SkipWhen(PrivateDatabase.IsGiven, PrivateDatabase.WhyNot);
        var scale = Scale.Current;
        await using var topology = await ManyProcesses.Make(silos: 1, gateways: 1, "deadlock_timeout=1ms", "log_lock_waits=on");
        await topology.Start();
        await using var crowd = new Crowd();
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        var users = new Users(await Neighbourhood.Gather(crowd, topology.Addresses, scale.Users, patience.Token));

        await using var rows = new WrittenRows(topology.ConnectionString);
        var first = await rows.Now();
        await using var locks = new RowLocks(topology.ConnectionString, Path.Combine(topology.DatabaseDirectory, "postgres.log"));
        var callers = crowd.Clients.Chunk(Neighbourhood.RoomSize).Take(scale.Calls).Select((people, i) => new Callers($"callers {i}", [.. people.Take(4)])).ToList();
        await Task.WhenAll(callers.Select(group => group.MakeRoom()));
        await Task.WhenAll(callers.Select(group => group.Start()));
        await users.Beat(scale.PainFor, changeStatus: true);
        await Task.WhenAll(callers.Select(group => group.Stop(TimeSpan.FromSeconds(20))));
        var waits = await locks.Stop();
        var (heartbeats, statuses, calls) = (users.Heartbeats, users.StatusChanges, callers.Sum(group => group.Calls));
        foreach (var group in callers)
        {
            await group.DisposeAsync();
        }

        await Clock.Pause(Settle, CancellationToken.None);
        var writtenByAll = await rows.Since(first);
        var moment = await rows.Now();
        await users.Beat(scale.PainFor / 2, changeStatus: false);
        await Clock.Pause(Settle, CancellationToken.None);
        var written = await rows.Since(moment);

        FaultReport.Write(new FaultRow(
            $"waits for rows ({scale.PainFor.TotalSeconds:0} s)",
            topology.Name,
            $"{scale.Users} users",
            0,
            0,
            string.Create(CultureInfo.InvariantCulture, $"{heartbeats} heartbeats, {statuses} changes of status, {calls} calls; {locks.Looks} looks at pg_locks: {waits.Count} waits, {writtenByAll.Values.Sum()} rows written; then {users.Heartbeats - heartbeats} heartbeats alone: {written.Values.Sum()} rows written"),
            [.. waits]));
        Assert.Empty(waits);
        Assert.Empty(written);
        Assert.Contains("grain_state", writtenByAll.Keys);
        Assert.Equal(0, users.Refused);
        Assert.True(calls > 0 && statuses > 0 && users.Heartbeats > heartbeats, "Too little was done.");
    }
}
