using System.Text;
using FChat.LoadTests.Measuring;
using FChat.LoadTests.Shapes.Callers;
using FChat.LoadTests.Shapes.Signals;

namespace FChat.LoadTests.Shapes.Grids;

/// <summary>One participant of one of many calls: checks that each joining and each change is told once and in order, and hands signals to its signal seat.</summary>
/// <param name="isTold">Whether it hears of the changes in its call: whoever makes them may not.</param>
public sealed class GridSeat(JoinWatch watch, ChangeTally changes, SignalSeat signals, bool isTold, Faults faults) : ICallSeat
{
    private readonly TaskCompletionSource _joined = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _heardJoin;
    private long _heard;

    /// <summary>Whose seat it is; set before anything is heard.</summary>
    public byte[] Owner { get; set; } = [];

    /// <summary>Ends when the joining was answered.</summary>
    public Task Joined => _joined.Task;

    /// <summary>The number of the last signal before the joining; null if the server does not number them.</summary>
    public long? SignalSeq { get; private set; }

    /// <summary>Its signals.</summary>
    public SignalSeat Signals => signals;

    /// <summary>The changes that it hears of; set before the first.</summary>
    public ChangeLine? Line { get; set; }

    /// <summary>Changes still to come, of those sent so far.</summary>
    public long Owed => isTold ? Line!.Sent - Volatile.Read(ref _heard) : 0;

    /// <summary>Nothing more is under way: tells what never came, and goes on behind it.</summary>
    public void Settle()
    {
        if (Owed > 0)
        {
            faults.Report("lost", "a change", Owed);
        }

        Volatile.Write(ref _heard, Line!.Sent);
    }

    /// <inheritdoc/>
    public void OnJoined(long? signalSeq)
    {
        SignalSeq = signalSeq;
        _joined.TrySetResult();
    }

    /// <inheritdoc/>
    public void OnSomebodyJoined(ReadOnlySpan<byte> user)
    {
        if (!_joined.Task.IsCompleted || !watch.IsJoiner(user) || user.SequenceEqual(Owner))
        {
            return;
        }

        if (_heardJoin == watch.Number)
        {
            faults.Report("doubled", $"the joining of {Encoding.UTF8.GetString(user)}");
            return;
        }

        _heardJoin = watch.Number;
        watch.Heard();
    }

    /// <inheritdoc/>
    public void OnChange(bool muted)
    {
        var number = _heard;
        if (Owed <= 0)
        {
            faults.Report("doubled", $"a change after number {number}");
        }
        else if (muted != ChangeLine.IsMuted(number))
        {
            faults.Report("out of order", $"change {number} says muted {muted}");
        }
        else
        {
            Volatile.Write(ref _heard, number + 1);
            changes.Arrived(Line!.DueOf(number));
        }
    }

    /// <inheritdoc/>
    public void OnSignal(ReceivedSignal signal) => signals.Hear(signal);

    /// <inheritdoc/>
    public void OnSignalAnswered(bool accepted, ReadOnlySpan<byte> result) => signals.OnLightAnswer(accepted, result);

    /// <inheritdoc/>
    public void OnRefused(string reason)
    {
        faults.Report("refused", reason);
        _joined.TrySetException(new InvalidOperationException($"Refused: {reason}"));
    }

    /// <inheritdoc/>
    public void OnLost(string reason)
    {
        faults.Report("connection lost", reason);
        _joined.TrySetException(new IOException(reason));
    }
}
