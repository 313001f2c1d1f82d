using FChat.Presence;

namespace FChat.Core.Presence;

/// <summary>Changes of presence that wait to be told: of each user the newest, and whoever has waited longest first, however many change meanwhile.</summary>
/// <remarks>Bounded by the users that there are. Not safe for several threads.</remarks>
public sealed class GatheredChanges
{
    private readonly Dictionary<UserId, PresenceView> _newest = [];
    private readonly Queue<UserId> _order = new();

    /// <summary>How many users wait.</summary>
    public int Count => _newest.Count;

    /// <summary>Takes a change in; one of the same user that waits is never told.</summary>
    public void Put(PresenceView change)
    {
        if (!_newest.ContainsKey(change.User))
        {
            _order.Enqueue(change.User);
        }

        _newest[change.User] = change;
    }

    /// <summary>Takes changes back that could not be told, behind those that wait. Who has changed since keeps the newer one.</summary>
    public void PutBack(IEnumerable<PresenceView> changes)
    {
        foreach (var change in changes.Where(change => !_newest.ContainsKey(change.User)))
        {
            Put(change);
        }
    }

    /// <summary>Takes out those who have waited longest, at most <paramref name="most"/>.</summary>
    public List<PresenceView> Take(int most)
    {
        List<PresenceView> taken = [];
        while (taken.Count < most && _order.TryDequeue(out var user))
        {
            _newest.Remove(user, out var change);
            taken.Add(change!);
        }

        return taken;
    }
}
