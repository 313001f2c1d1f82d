using FChat.Calls;

namespace FChat.Gateway.Delivery;

/// <summary>
/// One connection's place in a call on this gateway. Until the answer of <c>join_call</c> or <c>resume_call</c> is written, events are held back:
/// none that the answer does not cover reaches the device before it, and none that it covers comes after.
/// </summary>
internal sealed class CallSeat(Connection connection, LocalCall call)
{
    private const int MostHeld = 1_024;
    private readonly Lock gate = new();
    private List<HeldEvent>? held;
    private long epoch;
    private long answeredSeq;
    private long lastBroadcast;
    private long lastSignal;

    /// <summary>Whose place.</summary>
    public Connection Connection { get; } = connection;

    /// <summary>Where.</summary>
    public LocalCall Call { get; } = call;

    /// <summary>Changes when the device joins or resumes again.</summary>
    public int Generation { get; private set; }

    /// <summary>Whether the call has let the device in.</summary>
    public bool IsAnswered { get; private set; }

    /// <summary>Holds events back from now on.</summary>
    public void Hold()
    {
        lock (gate)
        {
            Generation++;
            held ??= [];
        }
    }

    /// <summary>The call has answered: what is numbered up to <paramref name="state"/> is in the answer.</summary>
    public void Answer(SeqState state)
    {
        lock (gate)
        {
            (epoch, answeredSeq, lastBroadcast, lastSignal) = (state.Epoch, state.Seq, state.Seq, state.SignalSeq);
            IsAnswered = true;
        }
    }

    /// <summary>The answer is on its way: what was held follows it.</summary>
    /// <returns>Whether the seat still stands; false when an event that follows the answer took it away.</returns>
    public bool Release()
    {
        lock (gate)
        {
            var (events, stands) = (held ?? [], true);
            held = null;
            foreach (var item in events)
            {
                if (item.Message is { } message)
                {
                    Tell(message, item.Stamp, item.Kind);
                }
                else
                {
                    stands &= !Ends(item.Stamp, item.Kind);
                }
            }

            return stands;
        }
    }

    /// <summary>Takes an event: sends it, holds it, or drops it as known.</summary>
    public void Offer(EventMessage message, CallStamp stamp, StreamKind kind)
    {
        lock (gate)
        {
            if (held is null)
            {
                Tell(message, stamp, kind);
            }
            else if (held.Count < MostHeld)
            {
                held.Add(new HeldEvent(message, stamp, kind));
            }
            else
            {
                Connection.Abort();
            }
        }
    }

    /// <summary>An event says that the connection has left the call.</summary>
    /// <returns>Whether the seat is to be removed now. Not when the event is older than the seat, and not yet while events are held.</returns>
    public bool Leave(CallStamp stamp, StreamKind kind)
    {
        lock (gate)
        {
            held?.Add(new HeldEvent(null, stamp, kind));
            return held is null && Ends(stamp, kind);
        }
    }

    // A numbered departure that the answer covers is that of an earlier stay; a copy without a number of its own is current.
    private bool Ends(CallStamp stamp, StreamKind kind) =>
        stamp.Epoch > epoch || (stamp.Epoch == epoch && (kind == StreamKind.Broadcast ? stamp.Seq > answeredSeq : stamp.Seq >= answeredSeq));

    private void Tell(EventMessage message, CallStamp stamp, StreamKind kind)
    {
        if (stamp.Epoch >= epoch && IsNext(stamp, kind))
        {
            Connection.Outbox.Send(message);
        }
    }

    // Events of a later epoch than the answer's all go through: they make the client resume.
    private bool IsNext(CallStamp stamp, StreamKind kind)
    {
        if (kind == StreamKind.Copy || stamp.Epoch > epoch)
        {
            return true;
        }

        ref var last = ref kind == StreamKind.Broadcast ? ref lastBroadcast : ref lastSignal;
        var isNext = stamp.Seq > last;
        last = Math.Max(last, stamp.Seq);
        return isNext;
    }

    private readonly record struct HeldEvent(EventMessage? Message, CallStamp Stamp, StreamKind Kind);
}

/// <summary>Which numbering an in-call event belongs to.</summary>
internal enum StreamKind
{
    /// <summary>Numbered for all who are joined.</summary>
    Broadcast,

    /// <summary>Numbered for one receiver.</summary>
    Signal,

    /// <summary>A copy without a number of its own.</summary>
    Copy,
}
