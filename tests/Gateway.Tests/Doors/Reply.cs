using System.Text.Json.Nodes;

namespace FChat.Gateway.Tests.Doors;

/// <summary>An answer without what differs between doors: data or an error.</summary>
public sealed record Reply(JsonNode? Data, JsonNode? Error)
{
    /// <summary>The error's code, or null.</summary>
    public string? Code => (string?)Error?["code"];

    /// <summary>The field at fault, or null.</summary>
    public string? Field => (string?)Error?["details"]?["field"];

    /// <summary>Both as text, to compare doors.</summary>
    public string Text => $"{Data?.ToJsonString() ?? "null"} {Error?.ToJsonString()}";

    /// <summary>From <c>{"ok":…}</c>.</summary>
    public static Reply OfHub(string json)
    {
        var node = JsonNode.Parse(json)!.AsObject();
        Assert.Equal(node.ContainsKey("error") ? ["ok", "error"] : (string[])["ok", "data"], node.Select(property => property.Key));
        Assert.Equal(!node.ContainsKey("error"), (bool)node["ok"]!);
        return new Reply(node["data"], node["error"]);
    }

    /// <summary>From <c>{"message":…}</c> or <c>{"exc_type":…}</c>.</summary>
    public static Reply OfHttp(string json)
    {
        var node = JsonNode.Parse(json)!.AsObject();
        Assert.Equal(node.ContainsKey("error") ? ["exc_type", "error"] : (string[])["message"], node.Select(property => property.Key));
        Assert.Equal((string?)node["error"]?["code"], (string?)node["exc_type"]);
        return new Reply(node["message"], node["error"]);
    }
}
