using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FChat.Gateway.RateLimits;

namespace FChat.Gateway.Operations;

/// <summary>One of a closed set of words, spelled exactly.</summary>
internal sealed class WordKind<T>(JsonNamingPolicy? naming) : Kind<T> where T : struct, Enum
{
    private readonly ImmutableArray<(byte[] Utf8, string Word, T Value)> words =
        [.. Enum.GetValues<T>().Select(value => Spell(value, naming))];

    public override string Description => $"one of {string.Join(", ", words.Select(word => word.Word))}";

    public override T Of(in FieldValue value) => words[(int)value.Number].Value;

    public override bool TryRead(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, LimitOptions limits, ref FieldValue value, out Refusal? refusal)
    {
        refusal = null;
        if (reader.TokenType != JsonTokenType.String)
        {
            return false;
        }

        for (var i = 0; i < words.Length; i++)
        {
            if (reader.Is(words[i].Utf8))
            {
                value.Number = i;
                return true;
            }
        }

        return false;
    }

    public override JsonObject Schema() => new()
    {
        ["type"] = "string",
        ["enum"] = new JsonArray([.. words.Select(word => JsonValue.Create(word.Word))]),
    };

    private static (byte[] Utf8, string Word, T Value) Spell(T value, JsonNamingPolicy? naming)
    {
        var name = value.ToString();
        var word = naming?.ConvertName(name) ?? name;
        return (Encoding.UTF8.GetBytes(word), word, value);
    }
}
