using System.ComponentModel.DataAnnotations;
using System.Net;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace FChat.Gateway.Hosting;

/// <summary>Which cluster a gateway process belongs to (section <c>Cluster</c>). In this version its silos run on the same machine.</summary>
public sealed class ClusterOptionsOfGateway
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Cluster";

    /// <summary>The cluster's id; equal in all its processes.</summary>
    [Required, RegularExpression("[A-Za-z0-9._-]{1,64}")]
    public string ClusterId { get; set; } = "fchat";

    /// <summary>The service's id; equal for ever, for stored state is found by it.</summary>
    [Required, RegularExpression("[A-Za-z0-9._-]{1,64}")]
    public string ServiceId { get; set; } = "fchat";

    /// <summary>Port on which a silo of this machine takes gateway processes.</summary>
    [Range(1, 65_535)]
    public int GatewayPort { get; set; } = 30_000;
}

/// <summary>Connects a gateway process to its cluster.</summary>
internal static class ClusterClient
{
    private static readonly TimeSpan ConnectionRetryPause = TimeSpan.FromSeconds(1);

    /// <summary>Adds an Orleans client.</summary>
    public static WebApplicationBuilder AddClusterClient(this WebApplicationBuilder builder)
    {
        var cluster = builder.Configuration.GetSection(ClusterOptionsOfGateway.Section).Get<ClusterOptionsOfGateway>() ?? new();
        Validator.ValidateObject(cluster, new ValidationContext(cluster), validateAllProperties: true);
        builder.UseOrleansClient(client =>
        {
            client.UseStaticClustering(new IPEndPoint(IPAddress.Loopback, cluster.GatewayPort));
            client.Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = (cluster.ClusterId, cluster.ServiceId));
            client.Configure<GatewayOptions>(options => options.GatewayListRefreshPeriod = TimeSpan.FromSeconds(5));
            client.Configure<ClientMessagingOptions>(options => options.ResponseTimeout = TimeSpan.FromSeconds(10));
            client.UseConnectionRetryFilter(async (_, cancellation) =>
            {
                await Task.Delay(ConnectionRetryPause, TimeProvider.System, cancellation);
                return true;
            });
        });
        return builder;
    }
}
