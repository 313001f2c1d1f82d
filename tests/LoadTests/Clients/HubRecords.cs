namespace FChat.LoadTests.Clients;

/// <summary>Takes the bytes of a WebSocket connection apart into the records of the JSON hub protocol, which end with 0x1E and may share frames or spread over several.</summary>
public sealed class HubRecords
{
    /// <summary>What ends a record.</summary>
    public const byte Separator = 0x1E;

    /// <summary>Receives one record, or the payload of a control frame.</summary>
    public delegate void Receiver(byte opcode, ReadOnlySpan<byte> content);

    private byte[] _bytes = new byte[4096];
    private byte[] _begun = [];
    private int _filled;

    /// <summary>Where the next bytes from the socket go; never empty.</summary>
    public Memory<byte> Free
    {
        get
        {
            if (_filled == _bytes.Length)
            {
                Array.Resize(ref _bytes, _bytes.Length * 2);
            }

            return _bytes.AsMemory(_filled);
        }
    }

    /// <summary>Gives all records that are complete after <paramref name="count"/> more bytes.</summary>
    public void Advance(int count, Receiver receiver)
    {
        _filled += count;
        var taken = 0;
        while (WebSocketWire.TryReadHeader(_bytes.AsSpan(taken, _filled - taken), out var header)
            && _filled - taken >= header.Length + header.PayloadLength)
        {
            Frame(header, _bytes.AsSpan(taken + header.Length, header.PayloadLength), receiver);
            taken += header.Length + header.PayloadLength;
        }

        if (taken > 0)
        {
            _bytes.AsSpan(taken, _filled - taken).CopyTo(_bytes);
            _filled -= taken;
        }
    }

    private void Frame(FrameHeader header, ReadOnlySpan<byte> payload, Receiver receiver)
    {
        if (header.Opcode is not (WebSocketWire.Text or WebSocketWire.Continuation))
        {
            receiver(header.Opcode, payload);
            return;
        }

        if (_begun.Length > 0)
        {
            payload = (byte[])[.. _begun, .. payload];
            _begun = [];
        }

        int end;
        while ((end = payload.IndexOf(Separator)) >= 0)
        {
            receiver(WebSocketWire.Text, payload[..end]);
            payload = payload[(end + 1)..];
        }

        if (!payload.IsEmpty)
        {
            _begun = payload.ToArray();
        }
    }
}
