using System.Buffers.Text;
using System.Text;
using FChat.LoadTests.Clients;

namespace FChat.LoadTests.Shapes.Signals;

/// <summary>One direction of a pair: sends numbered signals from one user to another. Any thread may send; numbers go out in their order.</summary>
public sealed class SignalLine
{
    private const int IdDigits = 12;
    private readonly Lock _sending = new();
    private readonly RecordSender _sender;
    private readonly byte[] _record;
    private readonly int _contentAt;
    private readonly byte[] _tail;
    private readonly int _idAt;
    private long _sent;

    /// <summary>A line that has sent nothing.</summary>
    /// <param name="acknowledged">Whether the service is asked to answer each signal.</param>
    public SignalLine(int number, RecordSender sender, string call, string target, bool acknowledged)
    {
        Number = number;
        _sender = sender;
        var head = $$"""{"arguments":[{"call_session_id":"{{call}}","signal_type":"ice_candidate","signal_data":""";
        var id = acknowledged ? $"\"invocationId\":\"{(char)HubClient.LightId}{new string('0', IdDigits)}\"," : "";
        var tail = $$"""
            ,"target_user":"{{target}}"}],{{id}}"target":"send_webrtc_signal","type":1}
            """ + (char)HubRecords.Separator;
        _contentAt = head.Length;
        _tail = Encoding.ASCII.GetBytes(tail);
        _idAt = acknowledged ? tail.IndexOf(new string('0', IdDigits), StringComparison.Ordinal) : -1;
        _record = new byte[head.Length + SignalContent.MaximumBytes + tail.Length];
        Encoding.ASCII.GetBytes(head, _record);
    }

    /// <summary>Tells it from every other line of the run.</summary>
    public int Number { get; }

    /// <summary>How many signals were sent.</summary>
    public long Sent => Volatile.Read(ref _sent);

    /// <summary>Sends the next signal, which was due at a <see cref="System.Diagnostics.Stopwatch"/> timestamp.</summary>
    public void Send(long due)
    {
        lock (_sending)
        {
            var end = _contentAt + SignalContent.Write(_record.AsSpan(_contentAt), Number, _sent, due);
            if (_idAt >= 0)
            {
                Utf8Formatter.TryFormat(_sent, _tail.AsSpan(_idAt, IdDigits), out _, new('D', IdDigits));
            }

            _tail.CopyTo(_record, end);
            Volatile.Write(ref _sent, _sent + 1);
            _sender(_record.AsSpan(0, end + _tail.Length));
        }
    }
}
