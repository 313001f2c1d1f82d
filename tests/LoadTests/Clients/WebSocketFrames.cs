namespace FChat.LoadTests.Clients;

/// <summary>Takes the bytes of a WebSocket connection apart into frames.</summary>
public sealed class WebSocketFrames
{
    private byte[] _bytes = new byte[4096];
    private int _filled;
    private int _taken;

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

    /// <summary>So many more bytes have come.</summary>
    public void Fill(int count) => _filled += count;

    /// <summary>Takes the next whole frame. False: there is none yet, and all payloads given so far are void.</summary>
    public bool TryTake(out FrameHeader header, out ReadOnlySpan<byte> payload)
    {
        var left = _bytes.AsSpan(_taken, _filled - _taken);
        if (WebSocketWire.TryReadHeader(left, out header) && left.Length >= header.Length + header.PayloadLength)
        {
            payload = left.Slice(header.Length, header.PayloadLength);
            _taken += header.Length + header.PayloadLength;
            return true;
        }

        payload = default;
        if (_taken > 0)
        {
            left.CopyTo(_bytes);
            (_filled, _taken) = (left.Length, 0);
        }

        return false;
    }
}
