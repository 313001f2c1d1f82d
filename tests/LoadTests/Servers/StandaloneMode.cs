namespace FChat.LoadTests.Servers;

/// <summary>The whole service in one process on a SQLite file.</summary>
/// <param name="program">Path of the Release build's dll.</param>
/// <param name="settings">Configuration beside the one here, <c>Section:Key</c> to value; wins over it.</param>
public sealed class StandaloneMode(string program, IReadOnlyDictionary<string, string> settings) : IServerMode
{
    /// <inheritdoc/>
    public string Name => "standalone";

    /// <inheritdoc/>
    public Loads Loads => Loads.All;

    /// <inheritdoc/>
    public IReadOnlyList<ServerLaunch> Launches(Site site)
    {
        var address = $"http://127.0.0.1:{FreePorts.Take()}";
        var own = new Dictionary<string, string>
        {
            ["urls"] = address,
            ["Sqlite:Path"] = Path.Combine(site.Directory, "fchat.db"),
            ["Silo:SiloPort"] = "0",
            ["Silo:ClientPort"] = "0",
        };
        return [new ServerLaunch(["exec", program], ServiceSettings.Environment(own, site.Settings, settings), new Uri(address))];
    }
}
