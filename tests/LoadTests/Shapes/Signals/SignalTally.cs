using System.Diagnostics;
using FChat.LoadTests.Measuring;

namespace FChat.LoadTests.Shapes.Signals;

/// <summary>Counts what arrives at all seats of one server. Any thread may report.</summary>
public sealed class SignalTally(Faults faults)
{
    private LatencyHistogram _latencies = new();
    private long _from = long.MaxValue;
    private long _to = long.MaxValue;
    private long _received;
    private long _answered;

    /// <summary>Where faults go.</summary>
    public Faults Faults => faults;

    /// <summary>Signals that arrived, since the start.</summary>
    public long Received => Volatile.Read(ref _received);

    /// <summary>Answers to signals that arrived, since the start.</summary>
    public long Answered => Volatile.Read(ref _answered);

    /// <summary>Latencies of signals that were due between <see cref="Open"/> and <see cref="Close"/>.</summary>
    public LatencyHistogram Latencies => _latencies;

    /// <summary>Signals due from now on are measured.</summary>
    public void Open()
    {
        _latencies = new LatencyHistogram();
        Volatile.Write(ref _to, long.MaxValue);
        Volatile.Write(ref _from, Stopwatch.GetTimestamp());
    }

    /// <summary>Signals due from now on are not measured; those due before still are when they arrive.</summary>
    public void Close() => Volatile.Write(ref _to, Stopwatch.GetTimestamp());

    /// <summary>A signal that was due then has arrived now.</summary>
    public void Arrived(long due, long now)
    {
        Interlocked.Increment(ref _received);
        if (due >= Volatile.Read(ref _from) && due < Volatile.Read(ref _to))
        {
            _latencies.Record(Stopwatch.GetElapsedTime(due, now));
        }
    }

    /// <summary>The service answered a signal.</summary>
    public void AnsweredOne() => Interlocked.Increment(ref _answered);
}
