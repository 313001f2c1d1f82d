using System.Net;
using System.Net.Sockets;
using System.Text;

namespace FChat.LoadTests.Clients;

/// <summary>Opens a WebSocket on the loopback.</summary>
public static class WebSocketOpening
{
    private const int MaximumAnswer = 8192;
    private static readonly byte[] End = "\r\n\r\n"u8.ToArray();

    /// <summary>Connects and upgrades. Nothing that the server sends after its answer is taken.</summary>
    /// <exception cref="IOException">The server refused; the message has its answer.</exception>
    public static async Task<Socket> OpenAsync(Uri server, string pathAndQuery, CancellationToken stop)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, server.Port, stop);
            await socket.SendAsync(Request(server, pathAndQuery), stop);
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

    private static byte[] Request(Uri server, string pathAndQuery) => Encoding.ASCII.GetBytes(
        $"GET {pathAndQuery} HTTP/1.1\r\nHost: {server.Authority}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        + $"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {Convert.ToBase64String(Guid.NewGuid().ToByteArray())}\r\n\r\n");

    // A server may send its first message behind its answer at once: only the answer is taken off the socket.
    private static async Task<string> AnswerAsync(Socket socket, CancellationToken stop)
    {
        var buffer = new byte[MaximumAnswer];
        var filled = 0;
        while (filled < buffer.Length)
        {
            var seen = await socket.ReceiveAsync(buffer.AsMemory(filled), SocketFlags.Peek, stop);
            var end = buffer.AsSpan(0, filled + seen).IndexOf(End);
            var taken = await socket.ReceiveAsync(buffer.AsMemory(filled, end < 0 ? seen : end + End.Length - filled), stop);
            filled += taken;
            if (taken == 0 || end >= 0)
            {
                break;
            }
        }

        return Encoding.ASCII.GetString(buffer, 0, filled);
    }
}
