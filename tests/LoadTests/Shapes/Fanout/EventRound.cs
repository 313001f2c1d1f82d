using System.Diagnostics;
using FChat.LoadTests.Measuring;

namespace FChat.LoadTests.Shapes.Fanout;

/// <summary>One event after another, each sent when everybody has the one before. Receivers report from their own threads.</summary>
public sealed class EventRound(int receivers, Faults faults)
{
    private Action<long>? _send;
    private LatencyHistogram _toLast = new();
    private long _sentAt;
    private long _current;
    private long _delivered;
    private int _missing;
    private volatile bool _running;

    /// <summary>Where faults go.</summary>
    public Faults Faults => faults;

    /// <summary>The number of the event under way, from 1.</summary>
    public long Current => Volatile.Read(ref _current);

    /// <summary>Deliveries since the start.</summary>
    public long Delivered => Volatile.Read(ref _delivered);

    /// <summary>From the sending of an event until its last receiver had it, since <see cref="Open"/>.</summary>
    public LatencyHistogram ToLast => _toLast;

    /// <summary>Whether everybody has the event under way.</summary>
    public bool IsComplete => Volatile.Read(ref _missing) == 0;

    /// <summary>Begins: <paramref name="send"/> sends the event with the number given.</summary>
    public void Begin(Action<long> send)
    {
        _send = send;
        _running = true;
        SendNext();
    }

    /// <summary>Events from now on are measured.</summary>
    public void Open() => _toLast = new LatencyHistogram();

    /// <summary>No further event is sent.</summary>
    public void End() => _running = false;

    /// <summary>Gives up what is under way and says how many lacked it.</summary>
    public int GiveUp() => Interlocked.Exchange(ref _missing, 0);

    /// <summary>One receiver has the event under way.</summary>
    public void Arrived()
    {
        Interlocked.Increment(ref _delivered);
        if (Interlocked.Decrement(ref _missing) == 0)
        {
            _toLast.Record(Stopwatch.GetElapsedTime(Volatile.Read(ref _sentAt)));
            if (_running)
            {
                SendNext();
            }
        }
    }

    private void SendNext()
    {
        Volatile.Write(ref _missing, receivers);
        var number = Interlocked.Increment(ref _current);
        Volatile.Write(ref _sentAt, Stopwatch.GetTimestamp());
        _send!(number);
    }
}
