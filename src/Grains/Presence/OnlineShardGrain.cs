using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace FChat.Presence;

/// <summary>A part of the online list. Everything in it is repeated by the users, so nothing is stored.</summary>
internal sealed partial class OnlineShardGrain : Grain, IOnlineShardGrain
{
    // Bounded by the users who have a device; an entry that is not repeated is asked for and goes.
    private readonly Dictionary<UserId, (OnlineEntry Entry, DateTimeOffset PutAt)> _entries = [];
    private readonly PresenceServices _services;
    private readonly PresenceAnnouncer _announcer;

    public OnlineShardGrain(PresenceServices services, PresenceAnnouncer announcer)
    {
        _services = services;
        _announcer = announcer;
    }

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var every = _services.Options.SweepEvery;
        this.RegisterGrainTimer(_ => Sweep(), new GrainTimerCreationOptions(every, every) { Interleave = true });
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Count(-_entries.Count);
        return Task.CompletedTask;
    }

    public Task Put(OnlineEntry entry)
    {
        var before = _entries.TryGetValue(entry.Presence.User, out var known) ? known.Entry.Presence : null;
        if (entry.Gateways.IsEmpty)
        {
            Count(_entries.Remove(entry.Presence.User) ? -1 : 0);
        }
        else
        {
            Count(before is null ? 1 : 0);
            _entries[entry.Presence.User] = (entry, _services.Now);
        }

        if (LooksDifferent(before, entry.Presence))
        {
            _announcer.Announce(entry.Presence);
        }

        return Task.CompletedTask;
    }

    public Task<ImmutableArray<OnlineEntry>> Locate(ImmutableArray<UserId> users)
    {
        var found = ImmutableArray.CreateBuilder<OnlineEntry>();
        foreach (var user in users)
        {
            if (_entries.TryGetValue(user, out var known))
            {
                found.Add(known.Entry);
            }
        }

        return Task.FromResult(found.ToImmutable());
    }

    public Task<ImmutableArray<PresenceView>> Online() => Task.FromResult<ImmutableArray<PresenceView>>(
        [.. _entries.Values.Select(known => known.Entry.Presence).Where(view => view.ChatStatus != ChatStatus.Offline)]);

    public async Task<int> Sweep()
    {
        var stale = _services.Now - _services.Options.StaleAfter;
        var asked = _entries.Where(known => known.Value.PutAt < stale).Select(known => known.Key).ToArray();
        var removed = 0;
        foreach (var user in asked)
        {
            removed += await IsGone(user) ? 1 : 0;
        }

        _services.Instruments.Ghosts(removed);
        return removed;
    }

    private void Count(int more) => _services.Instruments.Online(more);

    private async Task<bool> IsGone(UserId user)
    {
        try
        {
            return await _services.Grains.User(user).Sweep();
        }
        catch (Exception failure)
        {
            // An entry more is better than one less; the next sweep asks again.
            LogNotAsked(_services.Log, failure);
            return false;
        }
    }

    // When somebody was last active is not worth telling; that they are there, in a call or named is.
    private static bool LooksDifferent(PresenceView? before, PresenceView now) => before is null
        ? now.ChatStatus != ChatStatus.Offline
        : (before.ChatStatus, before.InCall, before.FullName) != (now.ChatStatus, now.InCall, now.FullName);

    [LoggerMessage(LogLevel.Warning, "A user could not be asked whether they are still there")]
    private static partial void LogNotAsked(ILogger log, Exception failure);
}
