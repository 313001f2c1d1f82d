using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FChat.Gateway.RateLimits;

namespace FChat.Gateway.Operations;

/// <summary>A short text: 1 to <paramref name="longest"/> characters.</summary>
internal sealed class NameKind(int longest) : Kind<string>
{
    public override string Description => $"a text of 1 to {longest} characters";

    public override string Of(in FieldValue value) => (string)value.Reference!;

    public override bool TryRead(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, LimitOptions limits, ref FieldValue value, out Refusal? refusal)
    {
        refusal = null;
        if (!TextReading.TryRead(ref reader, longest, out var text) || text.Length == 0)
        {
            return false;
        }

        value.Reference = text;
        return true;
    }

    public override JsonObject Schema() => new() { ["type"] = "string", ["minLength"] = 1, ["maxLength"] = longest };
}

/// <summary>A long text, bounded in UTF-8 bytes: a longer one is too large, not invalid.</summary>
internal sealed class ContentKind(Func<LimitOptions, int> limitOf) : Kind<string>
{
    public override string Description => "a text that is not empty";

    public override string Of(in FieldValue value) => (string)value.Reference!;

    public override bool TryRead(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, LimitOptions limits, ref FieldValue value, out Refusal? refusal)
    {
        refusal = null;
        if (reader.TokenType != JsonTokenType.String || !TextReading.TryGet(ref reader, out var text) || text.Length == 0)
        {
            return false;
        }

        var limit = limitOf(limits);
        if (Encoding.UTF8.GetByteCount(text) > limit)
        {
            refusal = ArgumentRefusals.TooLarge(limit);
            return false;
        }

        value.Reference = text;
        return true;
    }

    public override JsonObject Schema() => new() { ["type"] = "string", ["minLength"] = 1 };
}
