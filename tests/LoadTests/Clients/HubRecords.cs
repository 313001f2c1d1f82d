namespace FChat.LoadTests.Clients;

/// <summary>Takes the bytes of a WebSocket connection apart into the records of the JSON hub protocol, which end with 0x1E and may share frames or spread over several.</summary>
public sealed class HubRecords : FramedReader
{
    /// <summary>What ends a record.</summary>
    public const byte Separator = 0x1E;

    private byte[] _begun = [];

    /// <inheritdoc/>
    protected override void Take(FrameHeader header, ReadOnlySpan<byte> payload, ContentReceiver receiver)
    {
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
