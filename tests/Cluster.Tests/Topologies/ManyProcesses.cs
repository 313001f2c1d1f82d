using FChat.Cluster.Tests.Topologies.Processes;

namespace FChat.Cluster.Tests.Topologies;

/// <summary>Silos and gateways as processes of their own, over a PostgreSQL that nobody else uses.</summary>
internal sealed class ManyProcesses : ITopology, IRollout
{
    private readonly string _directory = System.IO.Directory.CreateTempSubdirectory("fchat-cluster-").FullName;
    private readonly ProcessLog _log = new();
    private readonly PrivateDatabase? _database;
    private readonly ClusterPlan _plan;
    private readonly PrivateNetwork? _network;
    private readonly List<ProcessNode> _silos = [];
    private readonly List<ProcessNode> _gateways = [];
    private readonly Uri[] _addresses;

    private ManyProcesses(PrivateDatabase database, PrivateNetwork? network, int silos, int gateways, IReadOnlyDictionary<string, string>? more = null)
        : this(database, network, new ClusterPlan(database.ConnectionString, more: more), silos, gateways)
    {
    }

    private ManyProcesses(PrivateDatabase? database, PrivateNetwork? network, ClusterPlan plan, int silos, int gateways)
    {
        (_database, _network, _plan) = (database, network, plan);
        _silos.AddRange(Enumerable.Range(1, silos).Select(number => Silo(number, silos)));
        _addresses = [.. Enumerable.Range(0, gateways).Select(_ => NewAddress())];
        _gateways.AddRange(_addresses.Select(Gateway));
    }

    /// <inheritdoc/>
    public string Name => $"{_silos.Count} silos and {_gateways.Count} gateways";

    /// <inheritdoc/>
    public Means Means => Means.Kill | Means.Freeze | Means.Stop;

    /// <inheritdoc/>
    public IReadOnlyList<INode> Silos => _silos;

    /// <inheritdoc/>
    public IReadOnlyList<INode> Gateways => _gateways;

    /// <inheritdoc/>
    public IReadOnlyList<Uri> Addresses => _addresses;

    /// <inheritdoc/>
    public IDatabase? Database => _database is { IsOwn: true } ? _database : null;

    /// <inheritdoc/>
    public ILine? Line => _network;

    /// <inheritdoc/>
    public IRollout Rollout => this;

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
        new(await PrivateDatabase.Make(databaseSettings), null, silos, gateways);

    /// <summary>The same, with settings of all processes.</summary>
    public static async Task<ManyProcesses> Make(int silos, int gateways, IReadOnlyDictionary<string, string> settings) =>
        new(await PrivateDatabase.Make(), null, silos, gateways, settings);

    /// <summary>As many processes of the same cluster, on another database of the same server.</summary>
    public ManyProcesses On(string another) => new(null, null, _plan.On(another), _silos.Count, _gateways.Count);

    /// <summary>The same, with the last silo at the far end of a line that can be cut.</summary>
    public static async Task<ManyProcesses> MakeWithLine(int silos, int gateways)
    {
        var network = await PrivateNetwork.Make();
        var database = await PrivateDatabase.Make($"listen_addresses=127.0.0.1,{network.Near}");
        await database.LetIn(network.Far);
        return new ManyProcesses(database, network, silos, gateways);
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

    /// <inheritdoc/>
    public async Task<INode> Surge(INode old)
    {
        var (silo, gateway) = (_silos.IndexOf((ProcessNode)old), _gateways.IndexOf((ProcessNode)old));
        var successor = gateway < 0 ? Silo(silo + 1, _silos.Count) : Gateway(NewAddress(), gateway);
        await successor.Start();
        return successor;
    }

    /// <inheritdoc/>
    public void TakeOver(INode old, INode successor)
    {
        var (before, after) = ((ProcessNode)old, (ProcessNode)successor);
        if (_gateways.IndexOf(before) is var index and >= 0)
        {
            (_gateways[index], _addresses[index]) = (after, after.Address);
        }
        else
        {
            _silos[_silos.IndexOf(before)] = after;
        }
    }

    private PrivateDatabase Own => _database ?? throw new InvalidOperationException("The database is another's.");

    private static Uri NewAddress() => new($"http://127.0.0.1:{FreePorts.Find()}");

    // Where there is a line, the last silo stands at its far end.
    private ProcessNode Silo(int number, int silos)
    {
        if (_network is null || number < silos)
        {
            return new ProcessNode(_plan.Silo(number, _network?.Near ?? "127.0.0.1"), _directory, _log);
        }

        var far = new ProcessNode(_plan.Silo(number, _network.Far, Own.ConnectionStringFor(_network.Near), _network.Prefix), _directory, _log);
        _network.Silo = far;
        return far;
    }

    private ProcessNode Gateway(Uri address, int index) => new(_plan.Gateway(address, index + 1), _directory, _log);
}
