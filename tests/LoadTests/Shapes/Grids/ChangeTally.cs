using System.Diagnostics;
using FChat.LoadTests.Measuring;

namespace FChat.LoadTests.Shapes.Grids;

/// <summary>Counts the changes that arrive at all seats of one server. Any thread may report.</summary>
public sealed class ChangeTally
{
    private LatencyHistogram _latencies = new();
    private long _from = long.MaxValue;
    private long _received;

    /// <summary>How many arrived, since the start.</summary>
    public long Received => Volatile.Read(ref _received);

    /// <summary>From the moment when a change was due until one receiver had it, for those due since <see cref="Open"/>.</summary>
    public LatencyHistogram Latencies => _latencies;

    /// <summary>Changes due from now on are measured.</summary>
    public void Open()
    {
        _latencies = new LatencyHistogram();
        Volatile.Write(ref _from, Stopwatch.GetTimestamp());
    }

    /// <summary>A change that was due then is at one receiver now.</summary>
    public void Arrived(long due)
    {
        Interlocked.Increment(ref _received);
        if (due >= Volatile.Read(ref _from))
        {
            _latencies.Record(Stopwatch.GetElapsedTime(due));
        }
    }
}
