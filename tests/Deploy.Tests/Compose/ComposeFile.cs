using System.Text.RegularExpressions;

namespace FChat.Deploy.Tests.Compose;

/// <summary>deploy/compose.yaml with its merges done and its variables as they are written.</summary>
internal static partial class ComposeFile
{
    /// <summary>Its text.</summary>
    public static string Text { get; } = RepositoryFiles.Text("deploy/compose.yaml");

    /// <summary>All of it.</summary>
    public static JsonNode All { get; } = Yaml.File("deploy/compose.yaml");

    /// <summary>Names of its services.</summary>
    public static IEnumerable<string> Names => All.EntriesAt("services").Select(entry => entry.Key);

    /// <summary>Services of our own images.</summary>
    public static IEnumerable<string> Ours => Names.Where(name => Service(name).TextAt("image")!.StartsWith("fchat-", StringComparison.Ordinal));

    /// <summary>A service.</summary>
    public static JsonNode Service(string name) => All.At("services", name)!;

    /// <summary>What a service's environment has.</summary>
    public static Dictionary<string, string> Environment(string name) =>
        Service(name).EntriesAt("environment").ToDictionary(entry => entry.Key, entry => entry.Value!.GetValue<string>());

    /// <summary>deploy/compose.media.yaml, which adds to it.</summary>
    public static JsonNode Media { get; } = Yaml.File("deploy/compose.media.yaml");

    /// <summary>What that adds to a service's environment.</summary>
    public static Dictionary<string, string> MediaEnvironment(string name) =>
        Media.EntriesAt("services", name, "environment").ToDictionary(entry => entry.Key, entry => entry.Value!.GetValue<string>());

    /// <summary>The name of each variable that a text refers to, and how: <c>:?</c> refuses a start without it.</summary>
    public static IEnumerable<(string Name, string How)> Variables(string text) =>
        Variable().Matches(text).Select(match => (match.Groups["name"].Value, match.Groups["how"].Value));

    [GeneratedRegex(@"\$\{(?<name>\w+)(?<how>[^}]*)\}")]
    private static partial Regex Variable();
}
