namespace FChat.LoadTests.Clients;

/// <summary>Takes the bytes of a WebSocket connection apart into messages, each of one or several frames.</summary>
public sealed class WholeMessages : FramedReader
{
    private byte[] _begun = [];

    /// <inheritdoc/>
    protected override void Take(FrameHeader header, ReadOnlySpan<byte> payload, ContentReceiver receiver)
    {
        if (!header.IsFinal)
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
