using System.Globalization;
using FChat.Cluster.Tests.Clients;
using FChat.Cluster.Tests.Topologies.Processes;

namespace FChat.Cluster.Tests.Topologies;

/// <summary>Silos and gateways as processes of their own, over a PostgreSQL that nobody else uses.</summary>
internal sealed class ManyProcesses : ITopology
{
    private readonly string _directory = System.IO.Directory.CreateTempSubdirectory("fchat-cluster-").FullName;
    private readonly ProcessLog _log = new();
    private readonly PrivateDatabase _database;
    private readonly string _cluster = Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);
    private readonly List<ProcessNode> _silos = [];
    private readonly List<ProcessNode> _gateways = [];

    private ManyProcesses(PrivateDatabase database) => _database = database;

    /// <inheritdoc/>
    public string Name => $"{_silos.Count} silos and {_gateways.Count} gateways";

    /// <inheritdoc/>
    public Means Means => Means.Kill | Means.Freeze | Means.Stop;

    /// <inheritdoc/>
    public IReadOnlyList<INode> Silos => _silos;

    /// <inheritdoc/>
    public IReadOnlyList<INode> Gateways => _gateways;

    /// <inheritdoc/>
    public IReadOnlyList<Uri> Addresses { get; private set; } = [];

    /// <inheritdoc/>
    public IDatabase? Database => _database.IsOwn ? _database : null;

    /// <inheritdoc/>
    public string Log => _log.ToString();

    /// <summary>How to connect to the database.</summary>
    public string ConnectionString => _database.ConnectionString;

    /// <summary>The directory of the database server.</summary>
    public string DatabaseDirectory => _database.Directory;

    /// <summary>Makes the database and describes the processes; none runs yet.</summary>
    public static async Task<ManyProcesses> Make(int silos, int gateways, params string[] databaseSettings)
    {
        var topology = new ManyProcesses(await PrivateDatabase.Make(databaseSettings));
        topology._silos.AddRange(Enumerable.Range(1, silos).Select(topology.Silo));
        topology.Addresses = [.. Enumerable.Range(0, gateways).Select(_ => new Uri($"http://127.0.0.1:{FreePorts.Find()}"))];
        topology._gateways.AddRange(topology.Addresses.Select(topology.Gateway));
        return topology;
    }

    /// <inheritdoc/>
    public async Task Start()
    {
        // The first silo brings the schema up to date; the others then find it so.
        foreach (var silo in _silos.Where(silo => !silo.IsRunning))
        {
            await silo.Start();
        }

        await Task.WhenAll(_gateways.Where(gateway => !gateway.IsRunning).Select(gateway => gateway.Start()));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_gateways.Concat(_silos).Select(node => node.DisposeAsync().AsTask()));
        await _database.DisposeAsync();
        System.IO.Directory.Delete(_directory, recursive: true);
    }

    private ProcessNode Silo(int number)
    {
        var health = new Uri($"http://127.0.0.1:{FreePorts.Find()}");
        return new ProcessNode(new ProgramStart($"silo {number}", Programs.Silo, health, new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["Urls"] = health.ToString(),
            ["Postgres:ConnectionString"] = ConnectionString,
            ["Silo:ClusterId"] = _cluster,
            ["Silo:SiloPort"] = $"{FreePorts.Find()}",
            ["Silo:ClientPort"] = $"{FreePorts.Find()}",
            ["Logging:LogLevel:Default"] = "Warning",
            ["Logging:LogLevel:Microsoft"] = "Warning",
        }), _directory, _log);
    }

    private ProcessNode Gateway(Uri address, int index) =>
        new(new ProgramStart($"gateway {index + 1}", Programs.Gateway, address, new Dictionary<string, string>
        {
            ["Urls"] = address.ToString(),
            ["Postgres:ConnectionString"] = ConnectionString,
            ["Cluster:ClusterId"] = _cluster,
            ["Auth:Key"] = Tokens.Key,
            ["Logging:LogLevel:Default"] = "Warning",
            ["Logging:LogLevel:Microsoft"] = "Warning",
        }), _directory, _log);
}
