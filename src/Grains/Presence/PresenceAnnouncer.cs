using FChat.Core.Presence;
using FChat.Durable;
using FChat.Ledger;
using Microsoft.Extensions.Logging;

namespace FChat.Presence;

/// <summary>
/// Tells people who share a room about changes of presence, gathered and beside the requests: one query for all that gathered, one look for who of them is where, and on each gateway one envelope for all who are told the same.
/// Of a user who changes again meanwhile, only the newest is told. After many were told it rests, so that telling the many never is most of the work.
/// </summary>
internal sealed partial class PresenceAnnouncer
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    // Bounded by the users of the shard.
    private readonly Dictionary<UserId, PresenceView> _changed = [];
    private readonly PresenceServices _services;
    private readonly Pump _pump;

    public PresenceAnnouncer(PresenceServices services)
    {
        _services = services;
        _pump = new Pump(Round);
    }

    public void Announce(PresenceView change)
    {
        _changed[change.User] = change;
        _pump.Signal();
    }

    private async Task Round()
    {
        await Task.Delay(_services.Options.GatherFor, _services.Time);
        var gathered = Take();
        try
        {
            await Rest(await Tell(gathered));
        }
        catch (Exception failure)
        {
            LogNotTold(_services.Log, failure, gathered.Count);
            gathered.ForEach(change => _changed.TryAdd(change.User, change));
            await Task.Delay(Pause, _services.Time);
        }

        if (_changed.Count > 0)
        {
            _pump.Signal();
        }
    }

    private List<PresenceView> Take()
    {
        var gathered = _changed.Values.Take(_services.Options.GatherMost).ToList();
        gathered.ForEach(change => _changed.Remove(change.User));
        return gathered;
    }

    // Changes of a thousand people who know each other are a million things to tell: they gather longer the more are told.
    private Task Rest(int told)
    {
        var rest = _services.Options.RestForEach * told;
        return rest < _services.Options.GatherFor ? Task.CompletedTask : Task.Delay(rest < _services.Options.RestMost ? rest : _services.Options.RestMost, _services.Time);
    }

    /// <returns>How many people were told.</returns>
    /// <exception cref="LedgerUnavailableException">Nobody was told.</exception>
    private async Task<int> Tell(List<PresenceView> changes)
    {
        var pairs = await _services.Ledgers.Rooms.CoMembers([.. changes.Select(change => change.User)], CancellationToken.None);
        var located = await _services.Grains.Locate(pairs.Select(pair => pair.CoMember).Distinct());
        foreach (var (told, people) in PresenceAudiences.Of(changes, pairs))
        {
            _services.Links.SendTo(people, located, new PresenceChanged(told));
        }

        return located.Length;
    }

    [LoggerMessage(LogLevel.Warning, "{Count} changes of presence could not be told; trying again")]
    private static partial void LogNotTold(ILogger log, Exception failure, int count);
}
