using FChat.Cluster.Tests.Topologies.Processes;

namespace FChat.Cluster.Tests.Topologies;

/// <summary>Silos and gateways as processes of their own, over a PostgreSQL that nobody else uses.</summary>
internal sealed class ManyProcesses : ITopology
{
    private readonly string _directory = System.IO.Directory.CreateTempSubdirectory("fchat-cluster-").FullName;
    private readonly ProcessLog _log = new();
    private readonly PrivateDatabase? _database;
    private readonly ClusterPlan _plan;
    private readonly PrivateNetwork? _network;
    private readonly List<ProcessNode> _silos = [];
    private readonly List<ProcessNode> _gateways = [];

    private ManyProcesses(PrivateDatabase database, PrivateNetwork? network, IReadOnlyDictionary<string, string>? more = null) =>
        (_database, _network, _plan) = (database, network, new ClusterPlan(database.ConnectionString, more: more));

    private ManyProcesses(ClusterPlan plan) => _plan = plan;

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
    public IDatabase? Database => _database is { IsOwn: true } ? _database : null;

    /// <inheritdoc/>
    public ILine? Line => _network;

    /// <inheritdoc/>
    public string Log => _log.ToString();

    /// <summary>The last lines that one of them has printed.</summary>
    public IEnumerable<string> LinesOf(INode node) => _log.Of(node.Name);

    /// <summary>How to connect to the database.</summary>
    public string ConnectionString => Own.ConnectionString;

    /// <summary>The directory of the database server.</summary>
    public string DatabaseDirectory => Own.Directory;

    /// <summary>Makes the database and describes the processes; none runs yet.</summary>
    public static async Task<ManyProcesses> Make(int silos, int gateways, params string[] databaseSettings) =>
        Make(new ManyProcesses(await PrivateDatabase.Make(databaseSettings), null), silos, gateways);

    /// <summary>The same, with settings of all processes.</summary>
    public static async Task<ManyProcesses> Make(int silos, int gateways, IReadOnlyDictionary<string, string> settings) =>
        Make(new ManyProcesses(await PrivateDatabase.Make(), null, settings), silos, gateways);

    /// <summary>As many processes of the same cluster, on another database of the same server.</summary>
    public ManyProcesses On(string another) => Make(new ManyProcesses(_plan.On(another)), _silos.Count, _gateways.Count);

    private static ManyProcesses Make(ManyProcesses topology, int silos, int gateways)
    {
        topology._silos.AddRange(Enumerable.Range(1, silos).Select(topology.Silo));
        topology.Addresses = [.. Enumerable.Range(0, gateways).Select(_ => new Uri($"http://127.0.0.1:{FreePorts.Find()}"))];
        topology._gateways.AddRange(topology.Addresses.Select(topology.Gateway));
        return topology;
    }

    /// <summary>The same, with the last silo at the far end of a line that can be cut.</summary>
    public static async Task<ManyProcesses> MakeWithLine(int silos, int gateways)
    {
        var network = await PrivateNetwork.Make();
        var topology = new ManyProcesses(await PrivateDatabase.Make($"listen_addresses=127.0.0.1,{network.Near}"), network);
        await topology.Own.LetIn(network.Far);
        topology._silos.AddRange(Enumerable.Range(1, silos - 1).Select(number => new ProcessNode(topology._plan.Silo(number, network.Near), topology._directory, topology._log)));
        var far = topology._plan.Silo(silos, network.Far, topology.Own.ConnectionStringFor(network.Near), network.Prefix);
        topology._silos.Add(new ProcessNode(far, topology._directory, topology._log));
        network.Silo = topology._silos[^1];
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
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }

        if (_network is not null)
        {
            await _network.DisposeAsync();
        }

        System.IO.Directory.Delete(_directory, recursive: true);
    }

    private PrivateDatabase Own => _database ?? throw new InvalidOperationException("The database is another's.");

    private ProcessNode Silo(int number) => new(_plan.Silo(number, "127.0.0.1"), _directory, _log);

    private ProcessNode Gateway(Uri address, int index) => new(_plan.Gateway(address, index + 1), _directory, _log);
}
