using System.Net.WebSockets;
using FChat.Gateway.Hubs;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Primitives;

namespace FChat.Gateway.Sockets;

/// <summary>
/// Takes to the hub the WebSockets that were not negotiated before: our own client's, and whoever skips the negotiation. All others go SignalR's way.
/// Stands behind all that refuses requests.
/// </summary>
internal sealed class SocketDoor(RequestDelegate next, OpenSockets sockets, HubConnectionHandler<CallHub> hub, TimeProvider time)
{
    // Of a connection that was negotiated: SignalR's own has it already.
    private const string ConnectionParameter = "id";

    // The hub pings by itself: a timer for each socket would say the same again.
    private static readonly WebSocketAcceptContext WithoutPings = new() { KeepAliveInterval = TimeSpan.Zero };

    /// <summary>Serves the WebSocket until its end, or passes the request on.</summary>
    public Task InvokeAsync(HttpContext http) => IsOurs(http) ? Serve(http) : next(http);

    private static bool IsOurs(HttpContext http) =>
        IsHub(http.GetEndpoint()?.Metadata) && http.WebSockets.IsWebSocketRequest && StringValues.IsNullOrEmpty(http.Request.Query[ConnectionParameter]);

    // The page of the negotiation is marked as the hub's too.
    private static bool IsHub(EndpointMetadataCollection? endpoint) =>
        endpoint?.GetMetadata<HubMetadata>()?.HubType == typeof(CallHub) && endpoint.GetMetadata<NegotiateMetadata>() is null;

    private async Task Serve(HttpContext http)
    {
        // Who measures requests, or limits their time, is told that this one lasts.
        http.Features.Get<IHttpActivityFeature>()?.Activity.AddTag("http.long_running", "true");
        http.Features.Get<IHttpRequestTimeoutFeature>()?.DisableTimeout();
        using var socket = await http.WebSockets.AcceptWebSocketAsync(WithoutPings);
        var connection = new SocketConnection(http, socket, time);
        try
        {
            await Attend(connection, socket);
        }
        finally
        {
            connection.End();
        }
    }

    private async Task Attend(SocketConnection connection, WebSocket socket)
    {
        var receiving = connection.Receive();
        var status = WebSocketCloseStatus.InternalServerError;
        sockets.Add(connection);
        try
        {
            await hub.OnConnectedAsync(connection);
            status = WebSocketCloseStatus.NormalClosure;
        }
        finally
        {
            sockets.Remove(connection);
            connection.LeaveHub();
            await SocketClosing.Run(connection, socket, receiving, status, time);
        }
    }
}
