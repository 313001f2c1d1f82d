using System.Text.Json;
using System.Text.Json.Nodes;
using FChat.Gateway.RateLimits;

namespace FChat.Gateway.Operations;

/// <summary>Reads an id's text.</summary>
internal delegate bool IdParser<T>(string? text, out T id);

/// <summary>An id of a closed form.</summary>
internal sealed class IdKind<T>(string description, int longest, IdParser<T> parse, Func<string, T> make) : Kind<T>
{
    public override string Description => description;

    public override T Of(in FieldValue value) => make((string)value.Reference!);

    public override bool TryRead(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, LimitOptions limits, ref FieldValue value, out Refusal? refusal)
    {
        refusal = null;
        if (!TextReading.TryRead(ref reader, longest, out var text) || !parse(text, out _))
        {
            return false;
        }

        value.Reference = text;
        return true;
    }

    public override JsonObject Schema() => new() { ["type"] = "string", ["maxLength"] = longest };
}
