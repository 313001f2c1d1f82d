namespace FChat.LoadTests.Clients.Spreed;

/// <summary>Hears what a connection receives, one call at a time and in the order received. It must not block.</summary>
public interface ISpreedListener
{
    /// <summary>The server says that this session is in a room now.</summary>
    void OnRoom();

    /// <summary>An <c>event</c>, its body as raw JSON.</summary>
    void OnEvent(ReadOnlySpan<byte> body);

    /// <summary>What another session sent.</summary>
    void OnMessage(SpreedReceived message);

    /// <summary>The server refused something; its code and words as raw JSON.</summary>
    void OnError(ReadOnlySpan<byte> error);

    /// <summary>The connection ended without being disposed of.</summary>
    void OnLost(string reason);
}
