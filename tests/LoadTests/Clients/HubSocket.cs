using System.Net;
using System.Net.Sockets;
using System.Text;

namespace FChat.LoadTests.Clients;

/// <summary>Opens a WebSocket to a hub without negotiation.</summary>
public static class HubSocket
{
    private const int MaximumAnswer = 8192;

    /// <summary>Connects and upgrades. The server sends nothing more until it has heard the handshake.</summary>
    /// <exception cref="IOException">The server refused; the message has its answer.</exception>
    public static async Task<Socket> OpenAsync(Uri server, string token, CancellationToken stop)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, server.Port, stop);
            await socket.SendAsync(Request(server, token), stop);
            var answer = await AnswerAsync(socket, stop);
            return answer.StartsWith("HTTP/1.1 101 ", StringComparison.Ordinal)
                ? socket
                : throw new IOException($"The server refused the WebSocket: {answer}");
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static byte[] Request(Uri server, string token) => Encoding.ASCII.GetBytes(
        $"GET /hub?access_token={token} HTTP/1.1\r\nHost: {server.Authority}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        + $"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {Convert.ToBase64String(Guid.NewGuid().ToByteArray())}\r\n\r\n");

    private static async Task<string> AnswerAsync(Socket socket, CancellationToken stop)
    {
        var buffer = new byte[MaximumAnswer];
        var filled = 0;
        while (filled < buffer.Length)
        {
            var count = await socket.ReceiveAsync(buffer.AsMemory(filled), stop);
            filled += count;
            if (count == 0 || buffer.AsSpan(0, filled).EndsWith("\r\n\r\n"u8))
            {
                break;
            }
        }

        return Encoding.ASCII.GetString(buffer, 0, filled);
    }
}
