using System.Globalization;
using FChat.LoadTests.Shapes.Grids;

namespace FChat.LoadTests.CommandLine;

/// <summary>The arguments of one command, checked: <c>--name value</c>, each known and in its range.</summary>
public sealed class Arguments
{
    /// <summary>File of the JSON report.</summary>
    public const string Json = "json";

    /// <summary>Build of the single process.</summary>
    public const string Standalone = "standalone";

    /// <summary>Build of a silo.</summary>
    public const string Silo = "silo";

    /// <summary>Build of a gateway.</summary>
    public const string Gateway = "gateway";

    /// <summary>Runtime settings of the hubs that are compared with.</summary>
    public const string HubRuntime = "hub-runtime";

    /// <summary>The modes.</summary>
    public const string Modes = "modes";

    /// <summary>The mode that the others are held against.</summary>
    public const string Reference = "reference";

    /// <summary>Calls x participants.</summary>
    public const string Shapes = "shapes";

    /// <summary>Configuration of the service.</summary>
    public const string Set = "set";

    /// <summary>What every shape takes.</summary>
    public static readonly IReadOnlyList<TextSpec> Texts =
    [
        new(Modes, "standalone,bare", $"comma separated, of {string.Join(", ", ModeTable.Names)} (silos + gateways)"),
        new(Reference, "redis, else seed-mariadb, else the last mode", "mode that the others are held against"),
        new(Shapes, Grid.Usual, "for shapes alone: calls x participants, comma separated"),
        new(Set, "", "Section:Key=value, configuration of the service; may be repeated"),
        new(Json, "", "file for every sample and the comparison"),
        new(Standalone, "this repository's Release build", "path of FChat.Standalone.dll"),
        new(Silo, "this repository's Release build", "path of FChat.Silo.dll"),
        new(Gateway, "this repository's Release build", "path of FChat.Gateway.dll"),
        new(HubRuntime, "that of FChat.Standalone.dll", "runtimeconfig.json for the hubs that are compared with"),
    ];

    private readonly Dictionary<string, int> _numbers = [];
    private readonly List<(string Name, string Value)> _texts = [];

    private Arguments()
    {
    }

    /// <summary>The value given, or the default.</summary>
    public int this[ArgumentSpec spec] => _numbers.GetValueOrDefault(spec.Name, spec.Default);

    /// <summary>Reads the words behind the command.</summary>
    /// <exception cref="ArgumentException">One is unknown, out of range or without its value; the message is for people.</exception>
    public static Arguments Read(IReadOnlyList<string> words, IReadOnlyList<ArgumentSpec> known)
    {
        var arguments = new Arguments();
        foreach (var pair in words.Chunk(2))
        {
            var name = pair[0].StartsWith("--", StringComparison.Ordinal) ? pair[0][2..] : throw new ArgumentException($"Expected --name, not {pair[0]}.");
            arguments.Take(name, pair.Length == 2 ? pair[1] : throw new ArgumentException($"--{name} lacks its value."), known);
        }

        return arguments;
    }

    /// <summary>A number that is 0 or 1.</summary>
    public bool Flag(ArgumentSpec spec) => this[spec] != 0;

    /// <summary>The last text given by this name, or null.</summary>
    public string? Text(string name) => TextsOf(name).LastOrDefault();

    /// <summary>All texts given by this name.</summary>
    public IEnumerable<string> TextsOf(string name) => _texts.Where(text => text.Name == name).Select(text => text.Value);

    private void Take(string name, string value, IReadOnlyList<ArgumentSpec> known)
    {
        if (Texts.Any(text => text.Name == name))
        {
            _texts.Add((name, value));
            return;
        }

        var spec = known.FirstOrDefault(one => one.Name == name) ?? throw new ArgumentException($"There is no --{name} here.");
        if (!int.TryParse(value, CultureInfo.InvariantCulture, out var number) || number < spec.Least || number > spec.Most)
        {
            throw new ArgumentException($"--{name} is a number from {spec.Least} to {spec.Most}.");
        }

        _numbers[name] = number;
    }
}
