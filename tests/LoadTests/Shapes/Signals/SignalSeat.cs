using System.Diagnostics;
using System.Text;
using FChat.LoadTests.Clients;

namespace FChat.LoadTests.Shapes.Signals;

/// <summary>One participant of a pair: checks each signal that arrives, and answers it with one of its own while the loop is closed.</summary>
public sealed class SignalSeat(SignalTally tally) : IHubListener
{
    private readonly DeliveryCheck _check = new();
    private byte[] _partner = [];
    private SignalLine? _incoming;
    private SignalLine? _outgoing;
    private long? _lastSeq;
    private volatile bool _replies;

    /// <summary>The line on which this participant sends.</summary>
    public SignalLine Outgoing => _outgoing ?? throw new InvalidOperationException("The seat has no line yet.");

    /// <summary>Whether each signal is answered with one, as in a closed loop.</summary>
    public bool Replies { get => _replies; set => _replies = value; }

    /// <summary>Gives the seat its lines.</summary>
    /// <param name="signalSeq">The number of the last signal before; null if the server does not number them.</param>
    public void Place(string partner, SignalLine incoming, SignalLine outgoing, long? signalSeq) =>
        (_partner, _incoming, _outgoing, _lastSeq) = (Encoding.ASCII.GetBytes(partner), incoming, outgoing, signalSeq);

    /// <summary>Nothing more is under way: counts what never came.</summary>
    public void Settle()
    {
        var lost = _check.Settle(_incoming!.Sent);
        if (lost > 0)
        {
            tally.Faults.Report("lost", $"line {_incoming.Number}", lost);
        }
    }

    /// <inheritdoc/>
    public void OnEvent(ReadOnlySpan<byte> name, ReadOnlySpan<byte> argument)
    {
        if (name.SequenceEqual("webrtc_signal"u8))
        {
            Hear(ReceivedSignal.Read(argument));
        }
    }

    /// <summary>A signal came.</summary>
    public void Hear(ReceivedSignal signal)
    {
        var now = Stopwatch.GetTimestamp();
        var due = Check(signal);
        tally.Arrived(due, now);
        if (_replies)
        {
            _outgoing!.Send(Stopwatch.GetTimestamp());
        }
    }

    /// <inheritdoc/>
    public void OnLightAnswer(bool accepted, ReadOnlySpan<byte> result)
    {
        tally.AnsweredOne();
        if (!accepted)
        {
            tally.Faults.Report("refused", Encoding.UTF8.GetString(result));
        }
    }

    /// <inheritdoc/>
    public void OnLost(string reason) => tally.Faults.Report("connection lost", reason);

    private long Check(ReceivedSignal signal)
    {
        if (!SignalContent.TryRead(signal.Content, out var line, out var number, out var due))
        {
            tally.Faults.Report("garbled", Encoding.UTF8.GetString(signal.Content));
        }
        else if (line != _incoming?.Number || !signal.From.SequenceEqual(_partner))
        {
            tally.Faults.Report("misdelivered", $"of line {line} on line {_incoming?.Number}");
        }
        else
        {
            Judge(_check.Accept(number), line, number);
            CheckSeq(signal.Seq);
        }

        return due;
    }

    private void Judge(Delivery delivery, int line, long number)
    {
        if (delivery != Delivery.Good)
        {
            tally.Faults.Report(delivery == Delivery.OutOfOrder ? "out of order" : "doubled", $"number {number} of line {line}");
        }
    }

    private void CheckSeq(long seq)
    {
        if (_lastSeq is not { } last)
        {
            return;
        }

        _lastSeq = seq;
        if (seq != last + 1)
        {
            tally.Faults.Report("signal_seq not contiguous", $"{seq} after {last}");
        }
    }
}
