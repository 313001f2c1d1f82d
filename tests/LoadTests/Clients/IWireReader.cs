namespace FChat.LoadTests.Clients;

/// <summary>Receives one message of a protocol, or the payload of a control frame.</summary>
public delegate void ContentReceiver(byte opcode, ReadOnlySpan<byte> content);

/// <summary>Finds the messages of a protocol in the bytes of a WebSocket connection.</summary>
public interface IWireReader
{
    /// <summary>Where the next bytes from the socket go; never empty.</summary>
    Memory<byte> Free { get; }

    /// <summary>Gives all messages that are complete after <paramref name="count"/> more bytes.</summary>
    void Advance(int count, ContentReceiver receiver);
}
