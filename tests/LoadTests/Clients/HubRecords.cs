namespace FChat.LoadTests.Clients;

/// <summary>Takes the bytes of a WebSocket connection apart into the records of the JSON hub protocol, which end with 0x1E and may share frames or spread over several.</summary>
public sealed class HubRecords : IWireReader
{
    /// <summary>What ends a record.</summary>
    public const byte Separator = 0x1E;

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
