namespace FChat.LoadTests.Clients;

/// <summary>What all protocols on a WebSocket share: bytes come, and whole frames are looked at one after another.</summary>
public abstract class FramedReader : IWireReader
{
    private readonly WebSocketFrames _frames = new();

    /// <inheritdoc/>
    public Memory<byte> Free => _frames.Free;

    /// <inheritdoc/>
    public void Advance(int count, ContentReceiver receiver)
    {
        _frames.Fill(count);
        while (_frames.TryTake(out var header, out var payload))
        {
            if (header.Opcode is WebSocketWire.Text or WebSocketWire.Continuation)
            {
                Take(header, payload, receiver);
            }
            else
            {
                receiver(header.Opcode, payload);
            }
        }
    }

    /// <summary>Takes a frame of a message, the whole or a part.</summary>
    protected abstract void Take(FrameHeader header, ReadOnlySpan<byte> payload, ContentReceiver receiver);
}
