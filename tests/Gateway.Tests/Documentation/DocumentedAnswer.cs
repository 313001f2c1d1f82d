using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit;

namespace FChat.Tests.Documentation;

/// <summary>Compares answers with documented ones, in which <c>&lt;name&gt;</c> stands for a value that differs each time: the same one wherever it stands again.</summary>
internal sealed partial class DocumentedAnswer
{
    private readonly Dictionary<string, string> known = [];

    /// <summary>Puts values that have been seen in the place of their names.</summary>
    public string Fill(string text) => known.Aggregate(text, (filled, value) => filled.Replace($"<{value.Key}>", value.Value, StringComparison.Ordinal));

    /// <summary>Fails unless the answer is the documented one: the same fields, no more and no fewer.</summary>
    public void Check(string documented, string answer)
    {
        using var expected = JsonDocument.Parse(BareName().Replace(documented, "\"$0\""));
        using var actual = JsonDocument.Parse(answer);
        Compare(expected.RootElement, actual.RootElement, "$");
    }

    private void Compare(JsonElement expected, JsonElement actual, string path)
    {
        if (expected.ValueKind == JsonValueKind.String && Name().Match(expected.GetString()!) is { Success: true } name)
        {
            Take(name.Groups[1].Value, actual, path);
            return;
        }

        Assert.True(expected.ValueKind == actual.ValueKind, $"{path}: {expected} was documented, {actual} was answered");
        switch (expected.ValueKind)
        {
            case JsonValueKind.Object: CompareFields(expected, actual, path); break;
            case JsonValueKind.Array: CompareItems(expected, actual, path); break;
            default: Assert.True(JsonElement.DeepEquals(expected, actual), $"{path}: {expected} was documented, {actual} was answered"); break;
        }
    }

    private void CompareFields(JsonElement expected, JsonElement actual, string path)
    {
        Assert.Equal(expected.EnumerateObject().Select(field => $"{path}.{field.Name}").Order(), actual.EnumerateObject().Select(field => $"{path}.{field.Name}").Order());
        foreach (var field in expected.EnumerateObject())
        {
            Compare(field.Value, actual.GetProperty(field.Name), $"{path}.{field.Name}");
        }
    }

    private void CompareItems(JsonElement expected, JsonElement actual, string path)
    {
        Assert.True(expected.GetArrayLength() == actual.GetArrayLength(), $"{path}: {expected} was documented, {actual} was answered");
        foreach (var (index, (one, other)) in expected.EnumerateArray().Zip(actual.EnumerateArray()).Index())
        {
            Compare(one, other, $"{path}[{index}]");
        }
    }

    private void Take(string name, JsonElement actual, string path)
    {
        switch (name)
        {
            case "time":
                Assert.True(actual.TryGetDateTimeOffset(out var time) && time.Offset == TimeSpan.Zero, $"{path}: {actual} is no time in UTC");
                break;
            case "seconds":
                Assert.InRange(actual.GetInt64(), 0, 60);
                break;
            default:
                var value = actual.ValueKind == JsonValueKind.String ? actual.GetString()! : actual.GetRawText();
                Assert.True(known.TryAdd(name, value) || known[name] == value, string.Create(CultureInfo.InvariantCulture, $"{path}: <{name}> was {known[name]} and is {value}"));
                break;
        }
    }

    [GeneratedRegex("^<([a-z_]+)>$")]
    private static partial Regex Name();

    [GeneratedRegex("(?<=[:,\\[]\\s*)<[a-z_]+>")]
    private static partial Regex BareName();
}
