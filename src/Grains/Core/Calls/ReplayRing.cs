namespace FChat.Core.Calls;

/// <summary>One thing told, when, and its place among everything that the call told.</summary>
internal readonly record struct ReplayEntry(StampedEvent Content, DateTimeOffset At, long Order);

/// <summary>The newest entries of one numbered stream, at most <paramref name="most"/>.</summary>
internal sealed class ReplayRing(int most)
{
    private readonly Queue<ReplayEntry> _entries = new();

    /// <summary>Number of the last entry; 0 before the first.</summary>
    public long Last { get; private set; }

    public void Add(ReplayEntry entry)
    {
        _entries.Enqueue(entry);
        Last++;
        if (_entries.Count > most)
        {
            _entries.Dequeue();
        }
    }

    /// <summary>Whether every entry after <paramref name="number"/> is still here; false for a number that was never given.</summary>
    public bool HasAllAfter(long number) => number <= Last && number >= Last - _entries.Count;

    public IEnumerable<ReplayEntry> After(long number) => _entries.Skip((int)(_entries.Count - (Last - number)));
}
