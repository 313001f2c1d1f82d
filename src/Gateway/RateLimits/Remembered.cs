using System.Collections.Concurrent;

namespace FChat.Gateway.RateLimits;

/// <summary>
/// What is remembered of each of many, such as users or addresses, while they are not silent: forgotten after a minute of silence. Bounded: when there are too many,
/// those who come new share one entry, so that inventing names brings nobody more than one.
/// </summary>
internal sealed class Remembered<TKey, T>(Func<T> make, TimeProvider time, int most = Remembered<TKey, T>.Most)
    where TKey : notnull
    where T : class
{
    private const int Most = 100_000;
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<TKey, Entry> entries = new();
    private readonly Entry shared = new(make());
    private long sweptAt = time.GetTimestamp();

    /// <summary>How many there are.</summary>
    public int Count => entries.Count;

    /// <summary>What is remembered, from now for at least a minute.</summary>
    public T Of(TKey key)
    {
        Sweep();
        var entry = entries.TryGetValue(key, out var known) ? known : Add(key);
        Volatile.Write(ref entry.LastAt, time.GetTimestamp());
        return entry.Value;
    }

    /// <summary>What is remembered, or null.</summary>
    public T? Find(TKey key) => entries.TryGetValue(key, out var known) ? known.Value : null;

    // The count costs a look at every lock of the dictionary: it is asked only for somebody new.
    private Entry Add(TKey key) => entries.Count >= most ? shared : entries.GetOrAdd(key, static (_, maker) => new Entry(maker()), make);

    private void Sweep()
    {
        var last = Volatile.Read(ref sweptAt);
        if (time.GetElapsedTime(last) < Memory || Interlocked.CompareExchange(ref sweptAt, time.GetTimestamp(), last) != last)
        {
            return;
        }

        foreach (var entry in entries)
        {
            if (time.GetElapsedTime(Volatile.Read(ref entry.Value.LastAt)) > Memory)
            {
                entries.TryRemove(entry);
            }
        }
    }

    private sealed class Entry(T value)
    {
        public long LastAt;

        public T Value { get; } = value;
    }
}
