using FChat.Cluster.Tests.Topologies.Hosted;
using FChat.Cluster.Tests.Topologies.Processes;

namespace FChat.Cluster.Tests.Topologies;

/// <summary>Two silos and two gateways in this process, over a PostgreSQL that nobody else uses.</summary>
internal sealed class TwoByTwo : ITopology
{
    private readonly PrivateDatabase _database;
    private readonly HostedNode[] _silos;
    private readonly HostedNode[] _gateways;

    private TwoByTwo(PrivateDatabase database)
    {
        var plan = new ClusterPlan(database.ConnectionString, isQuiet: true);
        _database = database;
        Addresses = [.. Enumerable.Range(0, 2).Select(_ => new Uri($"http://127.0.0.1:{FreePorts.Find()}"))];
        _silos = [.. Enumerable.Range(1, 2).Select(number => new HostedNode(plan.Silo(number, "127.0.0.1")))];
        _gateways = [.. Addresses.Select((address, index) => new HostedNode(plan.Gateway(address, index + 1)))];
    }

    /// <inheritdoc/>
    public string Name => "2 silos and 2 gateways in one process";

    /// <inheritdoc/>
    public Means Means => Means.Kill | Means.Stop;

    /// <inheritdoc/>
    public IReadOnlyList<INode> Silos => _silos;

    /// <inheritdoc/>
    public IReadOnlyList<INode> Gateways => _gateways;

    /// <inheritdoc/>
    public IReadOnlyList<Uri> Addresses { get; }

    /// <inheritdoc/>
    public IDatabase? Database => _database.IsOwn ? _database : null;

    /// <inheritdoc/>
    public ILine? Line => null;

    /// <inheritdoc/>
    public string Log => "";

    /// <summary>Makes the database and describes the nodes; none runs yet.</summary>
    public static async Task<TwoByTwo> Make() => new(await PrivateDatabase.Make());

    /// <inheritdoc/>
    public async Task Start()
    {
        foreach (var node in _silos.Concat(_gateways).Where(node => !node.IsRunning))
        {
            await node.Start();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_gateways.Concat(_silos).Select(node => node.DisposeAsync().AsTask()));
        await _database.DisposeAsync();
    }
}
