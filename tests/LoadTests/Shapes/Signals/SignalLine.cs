using System.Buffers.Text;
using System.Text;
using FChat.LoadTests.Clients;

namespace FChat.LoadTests.Shapes.Signals;

/// <summary>One direction of a pair: sends numbered signals from one user to another. Any thread may send; numbers go out in their order.</summary>
public sealed class SignalLine : ILine
{
    private readonly Lock _sending = new();
    private readonly RecordSender _sender;
    private readonly byte[] _record;
    private readonly int _contentAt;
    private readonly byte[] _tail;
    private readonly Range _id;
    private long _sent;

    /// <summary>A line to a user of a hub, that has sent nothing.</summary>
    /// <param name="acknowledged">Whether the service is asked to answer each signal.</param>
    public SignalLine(int number, RecordSender sender, string call, string target, bool acknowledged)
        : this(number, sender, SignalFrame.OfHub(call, target, acknowledged))
    {
    }

    /// <summary>A line that has sent nothing.</summary>
    /// <param name="frame">What stands around each signal's content.</param>
    public SignalLine(int number, RecordSender sender, SignalFrame frame)
    {
        Number = number;
        _sender = sender;
        _contentAt = frame.Head.Length;
        _tail = Encoding.ASCII.GetBytes(frame.Tail);
        var idAt = frame.Id is { } id ? frame.Tail.IndexOf(id, StringComparison.Ordinal) : 0;
        _id = idAt..(idAt + (frame.Id?.Length ?? 0));
        _record = new byte[frame.Head.Length + SignalContent.MaximumBytes + frame.Tail.Length];
        Encoding.ASCII.GetBytes(frame.Head, _record);
    }

    /// <summary>Tells it from every other line of the run.</summary>
    public int Number { get; }

    /// <summary>How many signals were sent.</summary>
    public long Sent => Volatile.Read(ref _sent);

    /// <inheritdoc/>
    public void Send(long due)
    {
        lock (_sending)
        {
            var end = _contentAt + SignalContent.Write(_record.AsSpan(_contentAt), Number, _sent, due);
            if (_tail.AsSpan(_id) is { IsEmpty: false } id)
            {
                Utf8Formatter.TryFormat(_sent, id, out _, new('D', (byte)id.Length));
            }

            _tail.CopyTo(_record, end);
            Volatile.Write(ref _sent, _sent + 1);
            _sender(_record.AsSpan(0, end + _tail.Length));
        }
    }
}
