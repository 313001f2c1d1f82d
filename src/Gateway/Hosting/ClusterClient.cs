using System.ComponentModel.DataAnnotations;
using System.Net;
using FChat.Hosting;
using Npgsql;
using Orleans.Configuration;

namespace FChat.Gateway.Hosting;

/// <summary>Connects a gateway process to its cluster.</summary>
internal static class ClusterClient
{
    // The same setting as a silo's. A gateway reads the list of silos there, and nothing else.
    private const string Database = "Postgres:ConnectionString";

    /// <summary>Adds an Orleans client.</summary>
    public static WebApplicationBuilder AddClusterClient(this WebApplicationBuilder builder)
    {
        var cluster = builder.Configuration.GetSection(ClusterOptionsOfGateway.Section).Get<ClusterOptionsOfGateway>() ?? new();
        Validator.ValidateObject(cluster, new ValidationContext(cluster), validateAllProperties: true);
        var database = builder.Configuration[Database];
        var isTraced = builder.Configuration.IsTraced();
        builder.UseOrleansClient(client =>
        {
            client.FindSilos(cluster, database);
            client.Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = (cluster.ClusterId, cluster.ServiceId));
            client.Configure<GatewayOptions>(options => options.GatewayListRefreshPeriod = cluster.ListRefresh);
            client.Configure<ClientMessagingOptions>(options => options.ResponseTimeout = cluster.ResponseTimeout);
            client.UseConnectionRetryFilter<PatientConnection>();
            if (isTraced)
            {
                client.AddActivityPropagation();
            }
        });
        return builder;
    }

    private static void FindSilos(this IClientBuilder client, ClusterOptionsOfGateway cluster, string? database)
    {
        if (string.IsNullOrEmpty(database))
        {
            client.UseStaticClustering(new IPEndPoint(IPAddress.Loopback, cluster.GatewayPort));
            return;
        }

        client.UseAdoNetClustering(options =>
        {
            options.Invariant = "Npgsql";
            options.DataSource = new NpgsqlDataSourceBuilder(database) { ConnectionStringBuilder = { MaxPoolSize = 4 } }.Build();
        });
    }
}
