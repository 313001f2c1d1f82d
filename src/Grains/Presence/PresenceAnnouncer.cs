using FChat.Core.Presence;
using FChat.Ledger;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace FChat.Presence;

/// <summary>
/// Tells people who share a room about changes of presence, gathered from all parts of the online list on this silo and beside the requests:
/// one query for all that gathered, one look for who of them is where, and on each gateway one envelope for all who are told the same.
/// Of a user who changes again meanwhile, only the newest is told. After many were told it rests, so that telling the many never is most of the work.
/// </summary>
/// <remarks>Safe for any thread. What has gathered is lost with a silo that is killed, as the parts of the list are: users bring themselves anew.</remarks>
internal sealed partial class PresenceAnnouncer(PresenceServices services) : ILifecycleParticipant<ISiloLifecycle>
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private readonly Lock _gate = new();
    private readonly GatheredChanges _changed = new();
    private bool _isRunning;
    private bool _isStopped;

    /// <summary>Tells of a change soon. Does not wait.</summary>
    public void Announce(PresenceView change)
    {
        lock (_gate)
        {
            _changed.Put(change);
            if (_isRunning || _isStopped)
            {
                return;
            }

            _isRunning = true;
        }

        using (ExecutionContext.SuppressFlow())
        {
            _ = Task.Run(Run);
        }
    }

    /// <summary>Tells what has gathered when the silo stops, while it still reaches the others.</summary>
    public void Participate(ISiloLifecycle lifecycle) =>
        lifecycle.Subscribe<PresenceAnnouncer>(ServiceLifecycleStage.Active, _ => Task.CompletedTask, Stop);

    private PresencePace Pace => new(services.Options.GatherFor, services.Options.RestForEach, services.Options.RestMost);

    private async Task Run()
    {
        await Task.Delay(services.Options.GatherFor, services.Time);
        while (Take() is { Count: > 0 } gathered)
        {
            await Round(gathered);
        }
    }

    private async Task Round(List<PresenceView> gathered)
    {
        try
        {
            var told = await Tell(gathered);
            await Task.Delay(Pace.PauseAfter(told, IsBehind()), services.Time);
        }
        catch (Exception failure)
        {
            LogNotTold(services.Log, failure, gathered.Count);
            PutBack(gathered);
            await Task.Delay(Pause, services.Time);
        }
    }

    private async Task Stop(CancellationToken cancellation)
    {
        List<PresenceView> gathered;
        lock (_gate)
        {
            _isStopped = true;
            gathered = _changed.Take(_changed.Count);
        }

        try
        {
            await (gathered.Count > 0 ? Tell(gathered) : Task.CompletedTask).WaitAsync(cancellation);
        }
        catch (Exception failure)
        {
            // Pages that ask who is there, and those that connect anew, see it.
            LogNeverTold(services.Log, failure, gathered.Count);
        }
    }

    /// <returns>What is told next; nothing: it does not run any more.</returns>
    private List<PresenceView> Take()
    {
        lock (_gate)
        {
            var gathered = _changed.Take(services.Options.GatherMost);
            _isRunning = gathered.Count > 0;
            return gathered;
        }
    }

    private bool IsBehind()
    {
        lock (_gate)
        {
            return _changed.Count >= services.Options.GatherMost;
        }
    }

    private void PutBack(List<PresenceView> gathered)
    {
        lock (_gate)
        {
            if (!_isStopped)
            {
                _changed.PutBack(gathered);
            }
        }
    }

    /// <returns>How many changes were told, to each person counted.</returns>
    /// <exception cref="LedgerUnavailableException">Nobody was told.</exception>
    private async Task<long> Tell(List<PresenceView> changes)
    {
        var pairs = await services.Ledgers.Rooms.CoMembers([.. changes.Select(change => change.User)], CancellationToken.None);
        var located = (await services.Grains.Locate(pairs.Select(pair => pair.CoMember).Distinct())).ToDictionary(entry => entry.Presence.User);
        var told = 0L;
        foreach (var (news, people) in PresenceAudiences.Of(changes, pairs.Where(pair => located.ContainsKey(pair.CoMember))))
        {
            services.Links.SendTo(people.Select(person => located[person]), new PresenceChanged(news));
            told += (long)news.Length * people.Count;
        }

        return told;
    }

    [LoggerMessage(LogLevel.Warning, "{Count} changes of presence could not be told; trying again")]
    private static partial void LogNotTold(ILogger log, Exception failure, int count);

    [LoggerMessage(LogLevel.Warning, "{Count} changes of presence could not be told before the silo stopped")]
    private static partial void LogNeverTold(ILogger log, Exception failure, int count);
}
