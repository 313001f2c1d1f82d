using FChat.LoadTests.Servers.Backings;

namespace FChat.LoadTests.Servers;

/// <summary>The whole service in one process, on a SQLite file or on a PostgreSQL of its own.</summary>
/// <param name="program">Path of the Release build's dll.</param>
/// <param name="onPostgres">Whether on PostgreSQL.</param>
/// <param name="settings">Configuration beside the one here, <c>Section:Key</c> to value; wins over it.</param>
public sealed class StandaloneMode(string program, bool onPostgres, IReadOnlyDictionary<string, string> settings) : IServerMode
{
    /// <inheritdoc/>
    public string Name => onPostgres ? "standalone-postgres" : "standalone";

    /// <inheritdoc/>
    public Loads Loads => Loads.All;

    /// <inheritdoc/>
    public async Task<IBacking> StartBackingAsync(string directory, CancellationToken stop) => onPostgres ? await PostgresServer.StartAsync() : new NoBacking();

    /// <inheritdoc/>
    public IReadOnlyList<ServerLaunch> Launches(Site site)
    {
        var address = $"http://127.0.0.1:{FreePorts.Take()}";
        var own = new Dictionary<string, string>
        {
            ["urls"] = address,
            ["Postgres:ConnectionString"] = site.Backing.Connection,
            ["Sqlite:Path"] = Path.Combine(site.Directory, "fchat.db"),
            ["Silo:SiloPort"] = "0",
            ["Silo:ClientPort"] = "0",
        };
        return [new ServerLaunch(["exec", program], ServiceSettings.Environment(own, site.Settings, settings), new Uri(address))];
    }
}
