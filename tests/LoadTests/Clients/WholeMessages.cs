namespace FChat.LoadTests.Clients;

/// <summary>Takes the bytes of a WebSocket connection apart into messages, each of one or several frames.</summary>
public sealed class WholeMessages : IWireReader
{
    private readonly WebSocketFrames _frames = new();
    private byte[] _begun = [];

    /// <inheritdoc/>
    public Memory<byte> Free => _frames.Free;

    /// <inheritdoc/>
    public void Advance(int count, ContentReceiver receiver)
    {
        _frames.Fill(count);
        while (_frames.TryTake(out var header, out var payload))
        {
            Frame(header, payload, receiver);
        }
    }

    private void Frame(FrameHeader header, ReadOnlySpan<byte> payload, ContentReceiver receiver)
    {
        if (header.Opcode is not (WebSocketWire.Text or WebSocketWire.Continuation))
        {
            receiver(header.Opcode, payload);
        }
        else if (!header.IsFinal)
        {
            _begun = [.. _begun, .. payload];
        }
        else if (_begun.Length > 0)
        {
            var whole = (byte[])[.. _begun, .. payload];
            _begun = [];
            receiver(WebSocketWire.Text, whole);
        }
        else
        {
            receiver(WebSocketWire.Text, payload);
        }
    }
}
