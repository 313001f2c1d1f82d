using System.Globalization;
using System.Security.Cryptography;
using FChat.LoadTests.Servers.Backings;

namespace FChat.LoadTests.Servers;

/// <summary>Where the builds of a cluster's two programs are.</summary>
public sealed record ClusterPrograms(string Silo, string Gateway);

/// <summary>The service as processes on a PostgreSQL of its own: silos, then gateways, over which clients are spread.</summary>
/// <param name="settings">Configuration beside the one here, <c>Section:Key</c> to value; wins over it.</param>
public sealed class ClusterMode(int silos, int gateways, ClusterPrograms programs, IReadOnlyDictionary<string, string> settings) : IServerMode
{
    private const string Cluster = "load";
    private readonly string _key = RandomNumberGenerator.GetHexString(64);

    /// <inheritdoc/>
    public string Name => $"{silos}+{gateways}";

    /// <inheritdoc/>
    public Loads Loads => Loads.All;

    /// <inheritdoc/>
    public async Task<IBacking> StartBackingAsync(string directory, CancellationToken stop) => await PostgresServer.StartAsync();

    /// <inheritdoc/>
    public IReadOnlyList<ServerLaunch> Launches(Site site) =>
        [.. Enumerable.Range(0, silos).Select(_ => Silo(site)), .. Enumerable.Range(0, gateways).Select(_ => Gateway(site))];

    private ServerLaunch Silo(Site site) => Launch(programs.Silo, site, takesClients: false, new()
    {
        ["Silo:ClusterId"] = Cluster,
        ["Silo:ServiceId"] = Cluster,
        ["Silo:SiloPort"] = FreePorts.Take().ToString(CultureInfo.InvariantCulture),
        ["Silo:ClientPort"] = FreePorts.Take().ToString(CultureInfo.InvariantCulture),
    });

    private ServerLaunch Gateway(Site site) => Launch(programs.Gateway, site, takesClients: true, new()
    {
        ["Cluster:ClusterId"] = Cluster,
        ["Cluster:ServiceId"] = Cluster,
        ["Auth:Key"] = _key,
        ["Auth:DevelopmentTokens"] = "true",
    });

    private ServerLaunch Launch(string program, Site site, bool takesClients, Dictionary<string, string> own)
    {
        var address = $"http://127.0.0.1:{FreePorts.Take()}";
        own["urls"] = address;
        own["Postgres:ConnectionString"] = site.Backing.Connection;
        return new ServerLaunch(["exec", program], ServiceSettings.Environment(own, site.Settings, settings), new Uri(address), takesClients);
    }
}
