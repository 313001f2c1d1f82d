namespace FChat.Deploy.Tests.Files;

/// <summary>Ways through a tree of nodes.</summary>
internal static class Nodes
{
    /// <summary>What stands there; null if nothing does. A number in a path is a place in a list.</summary>
    public static JsonNode? At(this JsonNode? node, params string[] path) => path.Aggregate(node, (at, step) => at switch
    {
        JsonObject entries => entries[step],
        JsonArray items when int.TryParse(step, out var index) && index < items.Count => items[index],
        _ => null,
    });

    /// <summary>The text that stands there; null if none does.</summary>
    public static string? TextAt(this JsonNode? node, params string[] path) => node.At(path) is JsonValue value ? value.GetValue<string>() : null;

    /// <summary>The entries of a mapping; none if it is not there.</summary>
    public static IEnumerable<KeyValuePair<string, JsonNode?>> EntriesAt(this JsonNode? node, params string[] path) => node.At(path) as JsonObject ?? [];

    /// <summary>The items of a list; none if it is not there.</summary>
    public static IEnumerable<JsonNode?> ItemsAt(this JsonNode? node, params string[] path) => node.At(path) as JsonArray ?? [];

    /// <summary>The texts of a list; none if it is not there.</summary>
    public static IEnumerable<string> TextsAt(this JsonNode? node, params string[] path) => node.ItemsAt(path).Select(item => item!.GetValue<string>());

    /// <summary>Every scalar below, with the names on the way to it.</summary>
    public static IEnumerable<(string Path, string Text)> Scalars(this JsonNode? node, string path = "") => node switch
    {
        JsonObject entries => entries.SelectMany(entry => entry.Value.Scalars($"{path}/{entry.Key}")),
        JsonArray items => items.SelectMany((item, index) => item.Scalars($"{path}/{index}")),
        JsonValue value => [(path, value.ToString())],
        _ => [],
    };
}
