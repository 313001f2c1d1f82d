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
        var programs = new Programs(arguments);
        var settings = arguments.TextsOf(Arguments.Set).Select(setting => setting.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[^1]);
        return [.. (arguments.Text(Arguments.Modes) ?? DefaultModes).Split(',').Select(name => Mode(name, programs, settings))];
    }

    private static IServerMode Mode(string name, Programs programs, Dictionary<string, string> settings) => name switch
    {
        "standalone" => new StandaloneMode(programs.Required(Arguments.Standalone, "Standalone"), settings),
        "bare" => new BareHubMode(programs.HubRuntime()),
        "redis" => new RedisHubMode(programs.HubRuntime()),
        "seed-mariadb" => new SeedMode(programs.HubRuntime()),
        _ => throw new ArgumentException($"There is no mode {name}; there are standalone, bare, redis and seed-mariadb."),
    };
}
