using System.Text.Json;
using System.Text.Json.Nodes;
using FChat.Gateway.RateLimits;

namespace FChat.Gateway.Operations;

/// <summary>A whole number within bounds.</summary>
internal sealed class WholeKind(long least, long most) : Kind<long>
{
    public override string Description => $"a whole number from {least} to {most}";

    public override FormReading FormReading => FormReading.Literal;

    public override long Of(in FieldValue value) => value.Number;

    public override bool TryRead(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, LimitOptions limits, ref FieldValue value, out Refusal? refusal)
    {
        refusal = null;
        return reader.TokenType == JsonTokenType.Number
            && reader.TryGetInt64(out value.Number)
            && value.Number >= least && value.Number <= most;
    }

    public override JsonObject Schema() => new() { ["type"] = "integer", ["minimum"] = least, ["maximum"] = most };
}

/// <summary><c>true</c> or <c>false</c>.</summary>
internal sealed class FlagKind : Kind<bool>
{
    public override string Description => "true or false";

    public override FormReading FormReading => FormReading.Literal;

    public override bool Of(in FieldValue value) => value.Number != 0;

    public override bool TryRead(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, LimitOptions limits, ref FieldValue value, out Refusal? refusal)
    {
        refusal = null;
        value.Number = reader.TokenType == JsonTokenType.True ? 1 : 0;
        return reader.TokenType is JsonTokenType.True or JsonTokenType.False;
    }

    public override JsonObject Schema() => new() { ["type"] = "boolean" };
}
