using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace FChat.TestServers;

/// <summary>Ports for servers that end and start again.</summary>
public static class FreePort
{
    /// <summary>A loopback port that nobody listens on.</summary>
    /// <param name="first">From this one, and below those that the kernel gives to outgoing connections: so nobody takes it while its server is down.</param>
    /// <param name="end">Less than this.</param>
    public static int Find(int first, int end)
    {
        while (true)
        {
            var port = RandomNumberGenerator.GetInt32(first, end);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException taken) when (taken.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                continue;
            }
        }
    }
}
