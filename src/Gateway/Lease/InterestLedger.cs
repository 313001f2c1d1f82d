using System.Collections.Immutable;
using FChat.Gateway.Delivery;
using FChat.Gateways;

namespace FChat.Gateway.Lease;

/// <summary>What the lease grain knows of this gateway's users and calls, and what changed since. Used by one renewal at a time.</summary>
internal sealed class InterestLedger(ConnectionRegistry connections, LocalRoster roster)
{
    private HashSet<UserId> users = [];
    private HashSet<CallId> calls = [];
    private bool isWhole = true;

    /// <summary>The change since the last acknowledged renewal, or everything.</summary>
    public InterestDelta Take()
    {
        var (nowUsers, nowCalls) = (connections.Users.ToHashSet(), roster.Calls.Select(call => call.Id).ToHashSet());
        return isWhole
            ? new InterestDelta(true, [.. nowUsers], [], [.. nowCalls], [])
            : new InterestDelta(
                false,
                [.. nowUsers.Where(user => !users.Contains(user))],
                [.. users.Where(user => !nowUsers.Contains(user))],
                [.. nowCalls.Where(call => !calls.Contains(call))],
                [.. calls.Where(call => !nowCalls.Contains(call))]);
    }

    /// <summary>The grain has taken the change.</summary>
    public void Acknowledge(InterestDelta delta, bool sendWhole)
    {
        if (delta.Whole)
        {
            (users, calls) = ([], []);
        }

        users.UnionWith(delta.UsersAdded);
        users.ExceptWith(delta.UsersRemoved);
        calls.UnionWith(delta.CallsAdded);
        calls.ExceptWith(delta.CallsRemoved);
        isWhole = sendWhole;
    }
}
