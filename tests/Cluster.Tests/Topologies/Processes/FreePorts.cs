using System.Net;
using System.Net.Sockets;

namespace FChat.Cluster.Tests.Topologies.Processes;

/// <summary>Ports for servers that end and start again.</summary>
internal static class FreePorts
{
    // Below those that the kernel gives to outgoing connections, above those of the private databases: nobody takes one while its server is down.
    private const int First = 30_001, Last = 32_700;

    /// <summary>A loopback port that nobody listens on.</summary>
    public static int Find()
    {
        while (true)
        {
            var port = Random.Shared.Next(First, Last);
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
