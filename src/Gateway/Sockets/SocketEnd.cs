using System.Net.WebSockets;
using Microsoft.AspNetCore.Connections;

namespace FChat.Gateway.Sockets;

/// <summary>How WebSockets end without a word.</summary>
internal static class SocketEnd
{
    /// <summary>Whether the client has gone, or the connection was cut: neither is anybody's mistake. Everything else that a socket throws is one.</summary>
    public static bool IsNormal(Exception fault) => fault is WebSocketException or OperationCanceledException or ConnectionResetException;
}
