using FChat.Calls;
using FChat.Webhooks;

namespace FChat.Core.Webhooks;

/// <summary>How often and how long an event is tried.</summary>
/// <param name="FirstPause">Before the second try; doubles each time.</param>
/// <param name="LongestPause">Between tries.</param>
/// <param name="GiveUpAfter">From when it happened, or was asked for again, to its last try.</param>
public sealed record WebhookPatience(TimeSpan FirstPause, TimeSpan LongestPause, TimeSpan GiveUpAfter);

/// <summary>
/// Events on their way to one receiver: of one call one after another, of different calls side by side. Bounded by <paramref name="most"/>.
/// It remembers up to where everything is done, which is where a successor begins; what came after that is then sent again.
/// </summary>
/// <param name="position">Everything up to here is done.</param>
/// <param name="most">How many may be held.</param>
/// <param name="replayedAt">When everything after <paramref name="position"/> was asked for again, if it was.</param>
public sealed class WebhookBacklog(long position, int most, WebhookPatience patience, DateTimeOffset replayedAt = default)
{
    private readonly Dictionary<CallId, Queue<Held>> _calls = [];
    private readonly SortedDictionary<long, Held> _undone = [];

    // The first of each call, unless it is under way: the one that is due longest first.
    private readonly SortedSet<Held> _next = new(Comparer<Held>.Create((a, b) => (a.Due, a.Event.Position).CompareTo((b.Due, b.Event.Position))));

    /// <summary>Everything up to here is done.</summary>
    public long Position => _undone.Count > 0 ? _undone.First().Key - 1 : Read;

    /// <summary>Everything up to here was added.</summary>
    public long Read { get; private set; } = position;

    /// <summary>How many more may be added.</summary>
    public int Room => most - _undone.Count;

    /// <summary>When the oldest happened that is not done; null: all are.</summary>
    public DateTimeOffset? Oldest => _undone.Count > 0 ? _undone.First().Value.Event.Creation : null;

    /// <summary>How many are not done.</summary>
    public int Count => _undone.Count;

    /// <summary>Adds what was read, in the order of positions.</summary>
    public void Add(IEnumerable<StoredCallEvent> events)
    {
        foreach (var one in events.Where(one => one.Position > Read))
        {
            var held = new Held(one);
            _undone[one.Position] = held;
            if (!_calls.TryGetValue(one.Call, out var queue))
            {
                _calls[one.Call] = queue = new Queue<Held>();
                _next.Add(held);
            }

            queue.Enqueue(held);
            Read = one.Position;
        }
    }

    /// <summary>Takes events that may be sent now, at most so many: the first of each call, unless it is under way or rests.</summary>
    public IReadOnlyList<StoredCallEvent> Take(int atMost, DateTimeOffset now)
    {
        var taken = new List<StoredCallEvent>();
        while (taken.Count < atMost && _next.Min is { } held && held.Due <= now)
        {
            _next.Remove(held);
            taken.Add(held.Event);
        }

        return taken;
    }

    /// <summary>It was taken by the receiver.</summary>
    public void Done(StoredCallEvent sent)
    {
        _undone.Remove(sent.Position);
        var queue = _calls[sent.Call];
        queue.Dequeue();
        if (queue.TryPeek(out var next))
        {
            _next.Add(next);
        }
        else
        {
            _calls.Remove(sent.Call);
        }
    }

    /// <summary>It was not taken: it is tried again later.</summary>
    /// <returns>False: it was tried for long enough, and is given up.</returns>
    public bool Failed(StoredCallEvent sent, DateTimeOffset now)
    {
        var held = _undone[sent.Position];
        var since = held.Event.Creation > replayedAt ? held.Event.Creation : replayedAt;
        if (now - since >= patience.GiveUpAfter)
        {
            Done(sent);
            return false;
        }

        held.Due = now + held.NextPause(patience);
        _next.Add(held);
        return true;
    }

    /// <summary>When the next one that rests may be sent; null: none does.</summary>
    public DateTimeOffset? NextDue() => _next.Min?.Due;

    private sealed class Held(StoredCallEvent stored)
    {
        private int _tries;

        public StoredCallEvent Event => stored;

        public DateTimeOffset Due { get; set; }

        public TimeSpan NextPause(WebhookPatience patience)
        {
            var pause = patience.FirstPause * Math.Pow(2, Math.Min(_tries++, 30));
            return pause < patience.LongestPause ? pause : patience.LongestPause;
        }
    }
}
