namespace FChat.LoadTests.Servers;

/// <summary>The whole service in one process on a SQLite file.</summary>
/// <param name="program">Path of the Release build's dll.</param>
/// <param name="settings">Configuration beside the one here, <c>Section:Key</c> to value; wins over it.</param>
public sealed class StandaloneMode(string program, IReadOnlyDictionary<string, string> settings) : IServerMode
{
    // The load of one connection here is that of hundreds: the limits per connection would measure themselves.
    private const string NoLimit = "1000000";

    /// <inheritdoc/>
    public string Name => "standalone";

    /// <inheritdoc/>
    public bool KeepsCalls => true;

    /// <inheritdoc/>
    public IReadOnlyList<ServerLaunch> Launches(string directory)
    {
        var address = $"http://127.0.0.1:{FreePorts.Take()}";
        var configuration = new Dictionary<string, string>
        {
            ["urls"] = address,
            ["DOTNET_ENVIRONMENT"] = "Development",
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["Logging:LogLevel:Default"] = "Warning",
            ["Limits:SignalsPerSecond"] = NoLimit,
            ["Limits:SignalBurst"] = NoLimit,
            ["Limits:OperationsPerSecond"] = NoLimit,
            ["Limits:OperationBurst"] = NoLimit,
            ["Sqlite:Path"] = Path.Combine(directory, "fchat.db"),
            ["Silo:SiloPort"] = "0",
            ["Silo:ClientPort"] = "0",
            // Changes that come one by one are told one by one: gathered, they would be counted by the pace and not by the service.
            ["Calls:GatherAbove"] = "1000",
            ["Calls:GatherFor"] = "00:00:00.010",
        };
        foreach (var (key, value) in settings)
        {
            configuration[key] = value;
        }

        var environment = configuration.ToDictionary(pair => pair.Key.Replace(":", "__", StringComparison.Ordinal), pair => pair.Value);
        return [new ServerLaunch(["exec", program], environment, new Uri(address))];
    }
}
