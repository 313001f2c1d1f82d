using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace FChat.Gateways;

/// <summary>What waits for one gateway, in order and bounded. Overflow drops all of it and says so with the next batch. Safe for any thread.</summary>
internal sealed class Outbox(DeliveryOptions options)
{
    private readonly Lock _gate = new();
    private readonly Queue<(Envelope Envelope, int Bytes)> _waiting = new();
    private long _bytes;
    private bool _taking;
    private bool _lost;
    private bool _closed;

    public int Count => _waiting.Count;

    /// <summary>Adds one envelope.</summary>
    /// <returns>What the caller has to do about it.</returns>
    public Appended Append(Envelope envelope, out int dropped)
    {
        var bytes = EnvelopeSize.Estimate(envelope);
        lock (_gate)
        {
            dropped = 0;
            if (_closed)
            {
                return Appended.Closed;
            }

            if (_waiting.Count >= options.OutboxEnvelopes || _bytes + bytes > options.OutboxBytes)
            {
                dropped = Clear();
            }

            _waiting.Enqueue((envelope, bytes));
            _bytes += bytes;
            (var taken, _taking) = (_taking, true);
            return taken ? Appended.ToBeTaken : Appended.NobodyTakes;
        }
    }

    /// <summary>Takes all that has gathered, up to a batch; null when there is nothing, and then somebody has to be started by the next append.</summary>
    public (ImmutableArray<Envelope> Envelopes, bool Lost)? Take()
    {
        lock (_gate)
        {
            if (_waiting.Count == 0)
            {
                _taking = false;
                return null;
            }

            var batch = new Envelope[BatchLength()];
            for (var i = 0; i < batch.Length; i++)
            {
                (batch[i], var bytes) = _waiting.Dequeue();
                _bytes -= bytes;
            }

            (var lost, _lost) = (_lost, false);
            return (ImmutableCollectionsMarshal.AsImmutableArray(batch), lost);
        }
    }

    /// <summary>Drops what waits; the next batch says that something was lost, because what was taken and not delivered is lost too.</summary>
    public int Drop()
    {
        lock (_gate)
        {
            return Clear();
        }
    }

    /// <summary>Closes the outbox for good, if nothing waits in it and nobody takes from it.</summary>
    public bool TryClose()
    {
        lock (_gate)
        {
            return _closed = _closed || (!_taking && _waiting.Count == 0);
        }
    }

    private int Clear()
    {
        var dropped = _waiting.Count;
        _waiting.Clear();
        (_bytes, _lost) = (0, true);
        return dropped;
    }

    private int BatchLength()
    {
        var (length, bytes) = (0, 0);
        foreach (var waiting in _waiting)
        {
            bytes += waiting.Bytes;
            if (length == options.BatchEnvelopes || (length > 0 && bytes > options.BatchBytes))
            {
                break;
            }

            length++;
        }

        return length;
    }
}

/// <summary>What became of an appended envelope.</summary>
internal enum Appended
{
    /// <summary>The pump will take it.</summary>
    ToBeTaken,

    /// <summary>It waits, and a pump must be started.</summary>
    NobodyTakes,

    /// <summary>The outbox is closed: it was not added.</summary>
    Closed,
}
