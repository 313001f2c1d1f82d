using System.Net.WebSockets;

namespace FChat.Gateway.Sockets;

/// <summary>The closing handshake (RFC 6455, section 7): both sides say the end, in either order.</summary>
internal static class SocketClosing
{
    /// <summary>The longest that a client may take to answer the end. SignalR's own <c>CloseTimeout</c>.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Says the end unless it has been said, and waits for the client's, but not for ever: then the connection is cut.</summary>
    /// <param name="connection">Whose hub has ended.</param>
    /// <param name="socket">Its socket.</param>
    /// <param name="receiving">Ends with the client's close, or when the client is gone.</param>
    /// <param name="status">Why it ends.</param>
    /// <param name="time">Measures the patience.</param>
    public static async Task Run(SocketConnection connection, WebSocket socket, Task receiving, WebSocketCloseStatus status, TimeProvider time)
    {
        // Before the end is said: a client that reads nothing does not take that either.
        using var patience = time.CreateTimer(static late => ((SocketConnection)late!).Cut(), connection, Patience, Timeout.InfiniteTimeSpan);
        await SayEnd(socket, status);
        await receiving;
    }

    private static async Task SayEnd(WebSocket socket, WebSocketCloseStatus status)
    {
        if (socket.State is not (WebSocketState.Open or WebSocketState.CloseReceived))
        {
            return;
        }

        try
        {
            await socket.CloseOutputAsync(status, statusDescription: "", CancellationToken.None);
        }
        catch (Exception end) when (SocketEnd.IsNormal(end))
        {
            // Gone meanwhile: there is nobody to say it to.
        }
    }
}
