using System.Buffers;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FChat.Media.Janus;

/// <summary>A WebSocket to Janus: whole messages in both directions.</summary>
internal sealed class JanusSocket : IAsyncDisposable
{
    private const string Protocol = "janus-protocol";
    private const int Chunk = 16 * 1024;
    private const int LongestMessage = 16 * 1024 * 1024;

    private readonly ClientWebSocket _socket = new();
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly ArrayBufferWriter<byte> _received = new(Chunk);

    private JanusSocket()
    {
        _socket.Options.AddSubProtocol(Protocol);
        _socket.Options.KeepAliveInterval = TimeSpan.Zero; // Janus' own keepalive says more
    }

    /// <summary>Connects.</summary>
    /// <exception cref="WebSocketException">Nobody is there, or it is not Janus.</exception>
    public static async Task<JanusSocket> Connect(Uri url, CancellationToken cancellation)
    {
        var socket = new JanusSocket();
        try
        {
            await socket._socket.ConnectAsync(url, cancellation);
            return socket;
        }
        catch
        {
            await socket.DisposeAsync();
            throw;
        }
    }

    /// <summary>Sends one message.</summary>
    /// <exception cref="WebSocketException">The connection is lost.</exception>
    public async Task Send(JsonObject message)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(message);
        await _sending.WaitAsync(CancellationToken.None);
        try
        {
            // A cancelled send would abort the whole connection: it goes on until the connection ends.
            await _socket.SendAsync(bytes, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>The next message; null when Janus closed the connection.</summary>
    /// <exception cref="WebSocketException">The connection is lost.</exception>
    /// <exception cref="JsonException">What came is none of Janus' messages.</exception>
    public async Task<JanusMessage?> Receive(CancellationToken cancellation)
    {
        _received.ResetWrittenCount();
        while (true)
        {
            var part = await _socket.ReceiveAsync(_received.GetMemory(Chunk), cancellation);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            _received.Advance(part.Count);
            if (part.EndOfMessage)
            {
                return JanusReader.Read(_received.WrittenMemory);
            }

            if (_received.WrittenCount > LongestMessage)
            {
                throw new JsonException($"A message of Janus is longer than {LongestMessage} bytes.");
            }
        }
    }

    /// <summary>Cuts the connection.</summary>
    public ValueTask DisposeAsync()
    {
        _socket.Abort();
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }
}
