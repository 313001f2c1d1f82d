using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace FChat.LoadTests.Clients.Spreed;

/// <summary>One user's session at a nextcloud-spreed-signaling, by its standalone signaling API 1.0. A server that stops reading makes the sender wait, at most 30 s.</summary>
public sealed class SpreedClient : IConnection
{
    private const string Path = "/spreed";
    private const int SendLimitMilliseconds = 30_000;
    private readonly SocketWire _wire;
    private readonly ISpreedListener _listener;
    private readonly TaskCompletionSource<string> _greeted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _disposed;

    private SpreedClient(Socket socket, string user, ISpreedListener listener) =>
        (_wire, User, _listener) = (new SocketWire(socket, new WholeMessages()), user, listener);

    /// <summary>Whose session it is.</summary>
    public string User { get; }

    /// <summary>The public id of the session, by which others send to it.</summary>
    public string Session { get; private set; } = "";

    /// <summary>Connects and says hello as a user whom the backend vouches for.</summary>
    /// <param name="backend">Where the server asks who the user is.</param>
    public static async Task<SpreedClient> ConnectAsync(Uri server, Uri backend, string user, ISpreedListener listener, CancellationToken stop)
    {
        var socket = await WebSocketOpening.OpenAsync(server, Path, stop);
        socket.SendTimeout = SendLimitMilliseconds;
        var client = new SpreedClient(socket, user, listener);
        try
        {
            _ = client.ListenAsync();
            client.Send(SpreedRequests.Hello(backend, user));
            client.Session = await Patience.WaitAsync(client._greeted.Task, $"the answer to hello of {user}", stop);
            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    /// <summary>Sends one message.</summary>
    /// <exception cref="IOException">The connection is lost.</exception>
    public void Send(ReadOnlySpan<byte> message)
    {
        try
        {
            _wire.Send(message);
        }
        catch (SocketException e)
        {
            throw new IOException($"{User} cannot send any more: {e.Message}", e);
        }
    }

    /// <inheritdoc/>
    /// <remarks>The server asks itself, and hears the WebSocket's own answer.</remarks>
    public void Ping()
    {
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _disposed = true;
        _wire.Dispose();
    }

    private async Task ListenAsync()
    {
        var reason = await _wire.ReceiveToEnd(Receive);
        if (!_disposed)
        {
            _greeted.TrySetException(new IOException(reason));
            _listener.OnLost(reason);
        }
    }

    private void Receive(ReadOnlySpan<byte> content)
    {
        var message = SpreedMessage.Read(content);
        if (message.Type.SequenceEqual("message"u8))
        {
            _listener.OnMessage(SpreedReceived.Read(message.Body));
        }
        else if (message.Type.SequenceEqual("event"u8))
        {
            _listener.OnEvent(message.Body);
        }
        else if (message.Type.SequenceEqual("room"u8))
        {
            _listener.OnRoom();
        }
        else if (message.Type.SequenceEqual("hello"u8))
        {
            _greeted.TrySetResult(JsonElement.Parse(message.Body).GetProperty("sessionid").GetString()!);
        }
        else if (message.Type.SequenceEqual("error"u8))
        {
            Refuse(message.Body);
        }
        else if (message.Type.SequenceEqual("bye"u8))
        {
            throw new IOException($"the server said goodbye: {Encoding.UTF8.GetString(message.Body)}");
        }
    }

    private void Refuse(ReadOnlySpan<byte> error)
    {
        if (!_greeted.TrySetException(new IOException(Encoding.UTF8.GetString(error))))
        {
            _listener.OnError(error);
        }
    }
}
