using System.ComponentModel.DataAnnotations;

namespace FChat.Gateway.Hosting;

/// <summary>Which cluster a gateway process belongs to (section <c>Cluster</c>). Its silos are listed in the database that <c>Postgres:ConnectionString</c> names.</summary>
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

    /// <summary>Where no database is named: the port on which the one silo, on this machine, takes gateway processes.</summary>
    [Range(1, 65_535)]
    public int GatewayPort { get; set; } = 30_000;

    /// <summary>How often the list of silos is read. A new silo gets no requests from here before.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan ListRefresh { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a request waits for its silo; then it is unavailable.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan ResponseTimeout { get; set; } = TimeSpan.FromSeconds(4);
}
