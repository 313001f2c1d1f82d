using YamlDotNet.RepresentationModel;

namespace FChat.Deploy.Tests.Files;

/// <summary>YAML as JSON nodes: every scalar is a text, aliases are written out, and <c>&lt;&lt;</c> merges as https://yaml.org/type/merge.html says.</summary>
internal static class Yaml
{
    private const string Merge = "<<";

    /// <summary>The only document of a file of the repository.</summary>
    public static JsonNode File(string path) => Documents(RepositoryFiles.Text(path)).Single();

    /// <summary>All documents of a text.</summary>
    public static IReadOnlyList<JsonNode> Documents(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return [.. stream.Documents.Select(document => Read(document.RootNode)!)];
    }

    private static JsonNode? Read(YamlNode node) => node switch
    {
        YamlScalarNode scalar => string.IsNullOrEmpty(scalar.Value) && scalar.Style == YamlDotNet.Core.ScalarStyle.Plain ? null : JsonValue.Create(scalar.Value),
        YamlSequenceNode sequence => new JsonArray([.. sequence.Select(Read)]),
        YamlMappingNode mapping => new JsonObject(Entries(mapping)),
        _ => throw new InvalidDataException($"A {node.NodeType} at {node.Start}."),
    };

    // The mapping's own entries win over merged ones, and of those the first.
    private static Dictionary<string, JsonNode?> Entries(YamlMappingNode mapping)
    {
        var own = mapping.Where(entry => KeyOf(entry) != Merge).ToDictionary(KeyOf, entry => Read(entry.Value));
        foreach (var (key, value) in mapping.Where(entry => KeyOf(entry) == Merge).SelectMany(entry => Merged(entry.Value)))
        {
            own.TryAdd(key, value);
        }

        return own;
    }

    private static IEnumerable<KeyValuePair<string, JsonNode?>> Merged(YamlNode value) => value switch
    {
        YamlMappingNode one => Entries(one),
        YamlSequenceNode several => several.Cast<YamlMappingNode>().SelectMany(Entries),
        _ => throw new InvalidDataException($"Nothing to merge at {value.Start}."),
    };

    private static string KeyOf(KeyValuePair<YamlNode, YamlNode> entry) => ((YamlScalarNode)entry.Key).Value!;
}
