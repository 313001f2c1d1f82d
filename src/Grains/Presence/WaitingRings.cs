using System.Collections.Immutable;
using FChat.Ledger;
using Microsoft.Extensions.Logging;

namespace FChat.Presence;

/// <summary>The calls that ring for a user, or may. What rang before this activation is read from the ledger, as soon as that answers. Bounded by the room's one live call each, emptied as rings expire.</summary>
internal sealed partial class WaitingRings(UserId user, PresenceServices services)
{
    private readonly Dictionary<CallId, DateTimeOffset> _rings = [];
    private bool _isComplete;

    /// <summary>It rings until the time.</summary>
    public void Start(CallId call, DateTimeOffset expiresAt) => _rings[call] = expiresAt;

    /// <summary>It rings no more.</summary>
    public void Stop(CallId call) => _rings.Remove(call);

    /// <summary>What may ring now. When the ledger cannot answer: what was heard of; the next device that connects asks again.</summary>
    public async Task<ImmutableArray<CallId>> Now()
    {
        var older = _isComplete ? [] : await Older();
        foreach (var (call, expiresAt) in _rings)
        {
            if (expiresAt <= services.Now)
            {
                _rings.Remove(call);
            }
        }

        return [.. _rings.Keys.Union(older)];
    }

    private async Task<ImmutableArray<CallId>> Older()
    {
        try
        {
            var open = await services.Ledgers.Calls.OpenInvitations(user, services.Now, CancellationToken.None);

            // While one of them rings, every new device is told of it; that they have stopped is heard like for the others.
            _isComplete = open.IsEmpty;
            return open;
        }
        catch (LedgerUnavailableException unavailable)
        {
            LogUnknown(services.Log, unavailable);
            return [];
        }
    }

    [LoggerMessage(LogLevel.Warning, "Whether a call rings for a user is not known now; the next device that connects asks again")]
    private static partial void LogUnknown(ILogger log, Exception unavailable);
}
