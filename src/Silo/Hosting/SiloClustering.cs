using System.Net;
using System.Net.Sockets;
using FChat.Streams;
using Npgsql;
using Orleans.Configuration;
using Orleans.Hosting;

namespace FChat.Hosting;

/// <summary>Makes a silo a member of its cluster.</summary>
internal static class SiloClustering
{
    /// <summary>Joins the silos that are listed in the database, or is alone with a database that is a file of its own.</summary>
    public static void Join(this ISiloBuilder orleans, SiloOptions silo, bool isShared)
    {
        if (isShared)
        {
            orleans.JoinListed(silo);
        }
        else
        {
            orleans.UseLocalhostClustering(PortOf(silo), silo.ClientPort, null, silo.ServiceId, silo.ClusterId);
        }

        if (silo.ClientPort != 0)
        {
            var (advertised, listening) = isShared ? AddressesOf(silo) : (IPAddress.Loopback, IPAddress.Loopback);
            orleans.Services.AddGatewayStreams(new StreamEndpoint(new IPEndPoint(listening, silo.StreamPort), advertised));
        }

        orleans.Configure<ClusterMembershipOptions>(SiloTimes.Apply);
        orleans.Configure<SiloMessagingOptions>(messaging => SiloTimes.Apply(messaging, isShared));
        orleans.Configure<LoadSheddingOptions>(silo.Shed);
    }

    private static void JoinListed(this ISiloBuilder orleans, SiloOptions silo)
    {
        orleans.Configure<ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = (silo.ClusterId, silo.ServiceId));
        orleans.Configure<EndpointOptions>(silo.Listen);
        orleans.UseAdoNetClustering(clustering => clustering.Configure<NpgsqlDataSource>((options, source) =>
            (options.Invariant, options.DataSource) = ("Npgsql", source)));
    }

    private static void Shed(this SiloOptions silo, LoadSheddingOptions shedding)
    {
        shedding.LoadSheddingEnabled = silo.ShedAboveCpu > 0;
        shedding.CpuThreshold = silo.ShedAboveCpu;
    }

    private static void Listen(this SiloOptions silo, EndpointOptions endpoints)
    {
        var (address, listening) = AddressesOf(silo);
        endpoints.AdvertisedIPAddress = address;
        endpoints.SiloPort = PortOf(silo);
        endpoints.SiloListeningEndpoint = new IPEndPoint(listening, endpoints.SiloPort);
        endpoints.GatewayPort = silo.ClientPort;
        endpoints.GatewayListeningEndpoint = silo.ClientPort == 0 ? null : new IPEndPoint(listening, silo.ClientPort);
    }

    private static (IPAddress Advertised, IPAddress Listening) AddressesOf(SiloOptions silo)
    {
        var address = IPAddress.Parse(silo.Address);
        var any = address.AddressFamily == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any;
        return (address, IPAddress.IsLoopback(address) ? address : any);
    }

    private static int PortOf(SiloOptions silo) => silo.SiloPort == 0 ? FreePort.Find() : silo.SiloPort;
}
