using System.Net.Sockets;
using System.Text;

namespace FChat.Gateway.Tests.Doors;

/// <summary>A hub client that shakes hands and then reads nothing: its socket fills up.</summary>
public sealed class SleepingClient : IAsyncDisposable
{
    private readonly TcpClient tcp;

    private SleepingClient(TcpClient tcp) => this.tcp = tcp;

    /// <summary>Connects (RFC 6455, section 4) and goes to sleep.</summary>
    public static async Task<SleepingClient> Open(Uri gateway, string token)
    {
        var tcp = new TcpClient { ReceiveBufferSize = 4_096 };
        await tcp.ConnectAsync(gateway.Host, gateway.Port);
        var stream = tcp.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"GET /hub?access_token={token} HTTP/1.1\r\nHost: {gateway.Authority}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {Convert.ToBase64String(new byte[16])}\r\n\r\n"));
        var handshake = Encoding.ASCII.GetBytes("{\"protocol\":\"json\",\"version\":1}\u001e");
        await stream.WriteAsync((byte[])[0x81, (byte)(0x80 | handshake.Length), 0, 0, 0, 0, .. handshake]);
        return new SleepingClient(tcp);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        tcp.Dispose();
        return ValueTask.CompletedTask;
    }
}
