using FChat.TestServers;

namespace FChat.Cluster.Tests.Topologies.Processes;

/// <summary>Ports for the service's processes, above those of the private servers beside them.</summary>
internal static class FreePorts
{
    private const int First = 30_001, Last = 32_700;

    /// <summary>A loopback port that nobody listens on.</summary>
    public static int Find() => FreePort.Find(First, Last);
}
