using FChat.LoadTests.Servers;

namespace FChat.LoadTests.CommandLine;

/// <summary>The servers that can be measured, by name.</summary>
public static class ModeTable
{
    private const string DefaultModes = "standalone,bare";

    /// <summary>The modes asked for.</summary>
    /// <exception cref="ArgumentException">One is unknown, or its program was not built.</exception>
    public static IReadOnlyList<IServerMode> Read(Arguments arguments)
    {
        var program = Path.GetFullPath(arguments.Text(Arguments.Standalone) ?? DefaultProgram());
        var settings = arguments.TextsOf(Arguments.Set).Select(setting => setting.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[^1]);
        return [.. (arguments.Text(Arguments.Modes) ?? DefaultModes).Split(',').Select(name => Mode(name, program, settings))];
    }

    private static IServerMode Mode(string name, string program, Dictionary<string, string> settings) => name switch
    {
        "standalone" when File.Exists(program) => new StandaloneMode(program, settings),
        "standalone" => throw new ArgumentException($"There is no {program}: build it with dotnet build -c Release src/Standalone, or name it with --standalone."),
        "bare" => new BareHubMode(RuntimeConfigOf(program)),
        _ => throw new ArgumentException($"There is no mode {name}; there are standalone and bare."),
    };

    // The comparison runs under the service's own runtime settings, so that the ratio compares programs and not settings.
    private static string? RuntimeConfigOf(string program) =>
        Path.ChangeExtension(program, ".runtimeconfig.json") is var file && File.Exists(file) ? file : null;

    private static string DefaultProgram()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root.Parent is { } parent && !File.Exists(Path.Combine(root.FullName, "FChat.sln")))
        {
            root = parent;
        }

        return Path.Combine(root.FullName, "src/Standalone/bin/Release/net10.0/FChat.Standalone.dll");
    }
}
