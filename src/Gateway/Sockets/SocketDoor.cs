using System.Buffers.Text;
using System.Net.WebSockets;
using System.Security.Cryptography;
using FChat.Gateway.Http;
using FChat.Gateway.Hubs;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.SignalR;

namespace FChat.Gateway.Sockets;

/// <summary>Takes WebSockets to the hub that were not negotiated before.</summary>
internal sealed class SocketDoor(RequestDelegate next, OpenSockets sockets, HubConnectionHandler<CallHub> hub, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public Task InvokeAsync(HttpContext http) => IsDirect(http) ? Serve(http) : next(http);

    private static bool IsDirect(HttpContext http) =>
        http.Request.Path.Equals(Doors.Hub, StringComparison.OrdinalIgnoreCase) && http.WebSockets.IsWebSocketRequest && !http.Request.Query.ContainsKey("id");

    private async Task Serve(HttpContext http)
    {
        using var socket = await http.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext { KeepAliveInterval = TimeSpan.Zero });
        var expires = http.Features.Get<IAuthenticateResultFeature>()?.AuthenticateResult?.Properties?.ExpiresUtc ?? DateTimeOffset.MaxValue;
        var id = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));
        await using var connection = new SocketConnection(id, http, socket, expires, time);
        sockets.Add(connection);
        try
        {
            var receiving = connection.Receive();
            await hub.OnConnectedAsync(connection);
            await End(http, socket, receiving);
        }
        finally
        {
            sockets.Remove(connection);
        }
    }

    private async Task End(HttpContext http, WebSocket socket, Task receiving)
    {
        if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
        {
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", CancellationToken.None);
        }
        await Task.WhenAny(receiving, Task.Delay(Patience, time));
        http.Abort();
        await receiving;
    }
}
