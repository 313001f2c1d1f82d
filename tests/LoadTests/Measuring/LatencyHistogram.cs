using System.Numerics;

namespace FChat.LoadTests.Measuring;

/// <summary>
/// Counts latencies in buckets that are at most 1/64 of the value wide, from 1 µs to about 19 hours; larger ones count as the largest.
/// Any thread may record.
/// </summary>
public sealed class LatencyHistogram
{
    private const int Exact = 128;
    private const int PerDoubling = 64;
    private const int Doublings = 30;

    private readonly long[] _buckets = new long[Exact + Doublings * PerDoubling];

    /// <summary>How many were recorded.</summary>
    public long Count => _buckets.Sum();

    /// <summary>Records one latency; a negative one counts as 0.</summary>
    public void Record(TimeSpan latency) =>
        Interlocked.Increment(ref _buckets[Index((long)latency.TotalMicroseconds)]);

    /// <summary>The latency that a <paramref name="share"/> (0 to 1) of the recorded ones do not exceed, rounded up to its bucket's end; zero if nothing was recorded.</summary>
    public TimeSpan Percentile(double share)
    {
        var rank = Math.Max(1, (long)Math.Ceiling(Count * share));
        var seen = 0L;
        for (var i = 0; i < _buckets.Length; i++)
        {
            seen += _buckets[i];
            if (seen >= rank)
            {
                return TimeSpan.FromMicroseconds(End(i));
            }
        }

        return TimeSpan.Zero;
    }

    private static int Index(long microseconds)
    {
        if (microseconds < Exact)
        {
            return (int)Math.Max(0, microseconds);
        }

        var shift = BitOperations.Log2((ulong)microseconds) - 6;
        return shift > Doublings ? Exact + Doublings * PerDoubling - 1 : shift * PerDoubling + (int)(microseconds >> shift);
    }

    private static long End(int index)
    {
        var shift = index < Exact ? 0 : index / PerDoubling - 1;
        return ((index - shift * PerDoubling + 1L) << shift) - 1;
    }
}
