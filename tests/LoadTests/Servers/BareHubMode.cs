using System.Globalization;

namespace FChat.LoadTests.Servers;

/// <summary>The bare SignalR hub of this project, as a process of its own under the same runtime settings as the service it is compared with.</summary>
/// <param name="runtimeConfig">Runtime settings file to take over; null: those of this driver's own build.</param>
public sealed class BareHubMode(string? runtimeConfig) : IServerMode
{
    /// <inheritdoc/>
    public string Name => "bare";

    /// <inheritdoc/>
    public bool KeepsCalls => false;

    /// <inheritdoc/>
    public IReadOnlyList<ServerLaunch> Launches(string directory)
    {
        var port = FreePorts.Take();
        var program = typeof(BareHubMode).Assembly.Location;
        string[] runtime = runtimeConfig is null ? [] : ["--runtimeconfig", runtimeConfig, "--depsfile", Path.ChangeExtension(program, ".deps.json")];
        string[] arguments = ["exec", .. runtime, program, "serve-bare-hub", "--port", port.ToString(CultureInfo.InvariantCulture)];
        return [new ServerLaunch(arguments, new Dictionary<string, string>(), new Uri($"http://127.0.0.1:{port}"))];
    }
}
