using System.Globalization;

namespace FChat.LoadTests.Servers;

/// <summary>Starts this driver's own program as a server to compare with.</summary>
public static class HubLaunch
{
    private static readonly Dictionary<string, string> NoVariables = [];

    /// <summary>A process of a serving command, on a free port.</summary>
    /// <param name="runtimeConfig">Runtime settings file to take over; null: those of this driver's own build.</param>
    public static ServerLaunch Of(string command, string? runtimeConfig, IReadOnlyDictionary<string, string>? environment = null)
    {
        var port = FreePorts.Take();
        var program = typeof(HubLaunch).Assembly.Location;
        string[] runtime = runtimeConfig is null ? [] : ["--runtimeconfig", runtimeConfig, "--depsfile", Path.ChangeExtension(program, ".deps.json")];
        string[] line = ["exec", .. runtime, program, command, "--port", port.ToString(CultureInfo.InvariantCulture)];
        return new ServerLaunch(line, environment ?? NoVariables, new Uri($"http://127.0.0.1:{port}"));
    }
}
