using System.Net;
using System.Net.Sockets;

namespace FChat.Streams;

/// <summary>Both ends of a TCP connection within this machine.</summary>
internal sealed class SocketPair : IDisposable
{
    private SocketPair(Socket one, Socket other) => (One, Other) = (one, other);

    public Socket One { get; }

    public Socket Other { get; }

    public static async Task<SocketPair> Open()
    {
        using var listening = new Socket(SocketType.Stream, ProtocolType.Tcp);
        listening.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listening.Listen();
        var one = await To(((IPEndPoint)listening.LocalEndPoint!).Port);
        return new SocketPair(one, await listening.AcceptAsync());
    }

    public static async Task<Socket> To(int port)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, port);
        return socket;
    }

    public void Dispose()
    {
        One.Dispose();
        Other.Dispose();
    }
}
