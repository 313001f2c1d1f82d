using FChat.Calls;

namespace FChat.Gateway.Delivery;

/// <summary>
/// One connection's place in a call on this gateway. Until the answer of <c>join_call</c> or <c>resume_call</c> is written, events are held back:
/// none that the answer does not cover reaches the device before it, and none that it covers comes after.
/// Two requests may be under way for one place, as one of them may come by HTTP: it is open when the last of them is answered.
/// </summary>
internal sealed class CallSeat(Connection connection, LocalCall call)
{
    private const int MostHeld = 1_024;
    private readonly Lock gate = new();
    private List<HeldEvent>? held;
    private int holds;
    private bool isOver;
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

    /// <summary>Holds events back from now on; false: the place is given back, and nobody can come to it any more.</summary>
    public bool TryHold()
    {
        lock (gate)
        {
            if (!isOver)
            {
                Generation++;
                holds++;
                held ??= [];
            }

            return !isOver;
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

    /// <summary>The answer is on its way: what was held follows it. To somebody who was not let in, only what is theirs in any case.</summary>
    public SeatFate Release()
    {
        lock (gate)
        {
            if (--holds > 0)
            {
                return SeatFate.Stands;
            }

            var isTaken = false;
            foreach (var item in held ?? [])
            {
                isTaken |= item.Message is null && Ends(item.Stamp, item.Kind);
                if (item.Message is { } message && (IsAnswered || item.Kind == StreamKind.Copy))
                {
                    Tell(message, item.Stamp, item.Kind);
                }
            }

            held = null;
            isOver = isTaken || !IsAnswered;
            return isTaken ? SeatFate.Taken : isOver ? SeatFate.NeverGiven : SeatFate.Stands;
        }
    }

    /// <summary>Takes an event: sends it, holds it, or drops it as known.</summary>
    public void Offer(EventMessage message, CallStamp stamp, StreamKind kind)
    {
        lock (gate)
        {
            if (held is null)
            {
                TellUnlessOver(message, stamp, kind);
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

    private void TellUnlessOver(EventMessage message, CallStamp stamp, StreamKind kind)
    {
        if (!isOver || kind == StreamKind.Copy)
        {
            Tell(message, stamp, kind);
        }
    }

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
