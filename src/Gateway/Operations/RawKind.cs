using System.Text.Json;
using System.Text.Json.Nodes;
using FChat.Calls;
using FChat.Gateway.RateLimits;

namespace FChat.Gateway.Operations;

/// <summary>Any JSON value, kept byte for byte and never looked into.</summary>
internal sealed class RawKind : Kind<SignalPayload>
{
    public override string Description => "any JSON";

    public override bool TakesNull => true;

    public override FormReading FormReading => FormReading.Json;

    public override SignalPayload Of(in FieldValue value) => (SignalPayload)value.Reference!;

    public override bool TryRead(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, LimitOptions limits, ref FieldValue value, out Refusal? refusal)
    {
        refusal = null;
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        var raw = json[start..(int)reader.BytesConsumed];
        if (raw.Length > limits.SignalBytes)
        {
            refusal = ArgumentRefusals.TooLarge(limits.SignalBytes);
            return false;
        }

        value.Reference = new SignalPayload(raw.ToArray());
        return true;
    }

    public override JsonObject Schema() => [];
}
