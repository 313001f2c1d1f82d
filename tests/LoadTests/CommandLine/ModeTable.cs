using System.Globalization;
using System.Text.RegularExpressions;
using FChat.LoadTests.Servers;
using FChat.LoadTests.Servers.Spreed;

namespace FChat.LoadTests.CommandLine;

/// <summary>The servers that can be measured, by name.</summary>
public static partial class ModeTable
{
    /// <summary>What may be asked for. N is a number from 1 to 9.</summary>
    public static readonly IReadOnlyList<string> Names = ["standalone", "standalone-postgres", "N+N", "redis", "seed-mariadb", "bare", "spreed"];

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
        "standalone" or "standalone-postgres" => new StandaloneMode(programs.Required(Arguments.Standalone, "Standalone"), name != "standalone", settings),
        "bare" => new BareHubMode(programs.HubRuntime()),
        "redis" => new RedisHubMode(programs.HubRuntime()),
        "spreed" => SpreedMode.IsInstalled ? new SpreedMode() : throw new ArgumentException($"There is no {SpreedMode.Program}: apt-get install nextcloud-spreed-signaling, or leave out the mode spreed."),
        "seed-mariadb" => new SeedMode(programs.HubRuntime()),
        _ when Cluster().Match(name) is { Success: true } counts => new ClusterMode(
            Number(counts.Groups[1]),
            Number(counts.Groups[2]),
            new ClusterPrograms(programs.Required(Arguments.Silo, "Silo"), programs.Required(Arguments.Gateway, "Gateway")),
            settings),
        _ => throw new ArgumentException($"There is no mode {name}; there are {string.Join(", ", Names)} (silos + gateways)."),
    };

    private static int Number(Group digits) => int.Parse(digits.ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^([1-9])\+([1-9])$")]
    private static partial Regex Cluster();
}
