using System.Collections.Immutable;
using FChat.Calls;

namespace FChat.Core.Calls;

/// <summary>
/// Numbers what a call tells in one epoch, and keeps the newest of it for devices that come back: <see cref="Limits.ReplayEvents"/> broadcasts,
/// and of each participant's signals those of the last minute, at most <see cref="Limits.ReplaySignals"/>, and at most <see cref="Limits.ReplaySignalBytes"/> in all.
/// </summary>
public sealed class CallStream(CallId call, long epoch)
{
    private static readonly TimeSpan SignalMemory = TimeSpan.FromSeconds(60);

    private readonly ReplayRing _broadcasts = new(Limits.ReplayEvents);
    private readonly Dictionary<UserId, SignalRing> _signals = [];
    private long _order;
    private long _signalBytes;

    /// <summary>Number of the last broadcast; 0 before the first.</summary>
    public long Seq => _broadcasts.Last;

    /// <summary>The stamp of a copy for somebody who is not joined: it uses no number.</summary>
    public CallStamp CopyStamp => new(call, epoch, Seq);

    /// <summary>Where a participant's streams are.</summary>
    public SeqState StateFor(UserId user) => new(epoch, Seq, _signals.TryGetValue(user, out var signals) ? signals.Last : 0);

    /// <summary>Gives a broadcast the next number.</summary>
    public StampedEvent Number(ServiceEvent broadcast, DateTimeOffset now)
    {
        var stamped = new StampedEvent(broadcast, new CallStamp(call, epoch, _broadcasts.Last + 1));
        _broadcasts.Add(new ReplayEntry(stamped, now, ++_order));
        return stamped;
    }

    /// <summary>Gives a signal the next number of its receiver.</summary>
    public StampedEvent NumberSignal(UserId target, WebRtcSignal signal, DateTimeOffset now)
    {
        if (!_signals.TryGetValue(target, out var signals))
        {
            _signals[target] = signals = new SignalRing(Limits.ReplaySignals);
        }

        _signalBytes -= signals.Bytes;
        signals.Add(signal, now, ++_order);
        _signalBytes += signals.Bytes;
        Bound();
        return new StampedEvent(signal, new CallStamp(call, epoch, signals.Last));
    }

    /// <summary>Drops signals that nobody may ask for any more.</summary>
    public void Expire(DateTimeOffset now)
    {
        foreach (var signals in _signals.Values)
        {
            signals.DropBefore(now - SignalMemory);
        }

        _signalBytes = _signals.Values.Sum(signals => (long)signals.Bytes);
    }

    /// <summary>What a device has missed, in the order it was told; null when it is not all there any more, or the device counts in another epoch.</summary>
    public ImmutableArray<StampedEvent>? Since(UserId user, SeqState has)
    {
        var signals = _signals.GetValueOrDefault(user);
        var isKept = has.Epoch == epoch
            && _broadcasts.HasAllAfter(has.Seq)
            && (signals?.HasAllAfter(has.SignalSeq) ?? has.SignalSeq == 0);
        return isKept ? Merge(_broadcasts.After(has.Seq), signals?.After(has.SignalSeq, call, epoch) ?? []) : null;
    }

    /// <summary>Nobody sends so much but to do harm, or to one person: that one's are forgotten.</summary>
    private void Bound()
    {
        while (_signalBytes > Limits.ReplaySignalBytes)
        {
            var fullest = _signals.Values.MaxBy(signals => signals.Bytes)!;
            _signalBytes -= fullest.Bytes;
            fullest.Clear();
        }
    }

    private static ImmutableArray<StampedEvent> Merge(IEnumerable<ReplayEntry> broadcasts, IEnumerable<ReplayEntry> signals) =>
        [.. broadcasts.Concat(signals).OrderBy(e => e.Order).Select(e => e.Content)];
}
