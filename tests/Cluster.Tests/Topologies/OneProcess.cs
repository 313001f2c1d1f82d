using FChat.Cluster.Tests.Clients;
using FChat.Cluster.Tests.Topologies.Processes;

namespace FChat.Cluster.Tests.Topologies;

/// <summary>Standalone: silo, gateway and a SQLite file in one process.</summary>
internal sealed class OneProcess : ITopology
{
    private readonly string _directory = System.IO.Directory.CreateTempSubdirectory("fchat-cluster-").FullName;
    private readonly ProcessLog _log = new();
    private readonly ProcessNode _node;
    private readonly (string Key, string Value)[] _settings;

    /// <summary>One with settings of its own.</summary>
    public OneProcess(params (string Key, string Value)[] settings)
    {
        _settings = settings;
        Addresses = [new Uri($"http://127.0.0.1:{FreePorts.Find()}")];
        _node = new ProcessNode(new ProgramStart("standalone", Programs.Standalone, Addresses[0], Settings()), _directory, _log);
    }

    /// <inheritdoc/>
    public string Name => "one process";

    /// <inheritdoc/>
    public Means Means => Means.Kill | Means.Freeze | Means.Stop;

    /// <inheritdoc/>
    public IReadOnlyList<INode> Silos => [_node];

    /// <inheritdoc/>
    public IReadOnlyList<INode> Gateways => [_node];

    /// <inheritdoc/>
    public IReadOnlyList<Uri> Addresses { get; }

    /// <inheritdoc/>
    public IDatabase? Database => null;

    /// <inheritdoc/>
    public ILine? Line => null;

    /// <inheritdoc/>
    public string Log => _log.ToString();

    /// <summary>The database file.</summary>
    public string DatabasePath => Path.Combine(_directory, "fchat.db");

    /// <inheritdoc/>
    public Task Start() => _node.Start();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _node.DisposeAsync();
        System.IO.Directory.Delete(_directory, recursive: true);
    }

    private Dictionary<string, string> Settings()
    {
        var settings = new Dictionary<string, string>
        {
            ["Urls"] = Addresses[0].ToString(),
            ["Auth:Key"] = Tokens.Key,
            ["Sqlite:Path"] = DatabasePath,
            ["Silo:SiloPort"] = "0",
            ["Silo:ClientPort"] = "0",
            ["Logging:LogLevel:Default"] = "Warning",
        };
        foreach (var (key, value) in _settings)
        {
            settings[key] = value;
        }

        return settings;
    }
}
