using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using FChat.Calls;
using FChat.Gateway.RateLimits;
using FChat.Gateway.Wire;

namespace FChat.Gateway.Operations;

/// <summary>Names one connection with the media server: whose media, which way, and the connection's number.</summary>
internal sealed class StreamRefKind(Kind<UserId> user) : Kind<StreamRef>
{
    // The greatest whole number that JavaScript counts with (ECMAScript, Number.MAX_SAFE_INTEGER).
    private const long MostSafe = (1L << 53) - 1;

    private static readonly Field<StreamDirection> Direction = new("direction", true, new WordKind<StreamDirection>(Words.Snake));
    private static readonly Field<long> Session = new("session", true, new WholeKind(1, MostSafe));

    private readonly ImmutableArray<Field> fields = [new Field<UserId>("publisher", true, user), Direction, Session];

    public override string Description => "an object with `publisher`, a user id; `direction`, publish or subscribe; and `session`, a whole number from 1";

    public override FormReading FormReading => FormReading.Json;

    public override StreamRef Of(in FieldValue value) => (StreamRef)value.Reference!;

    public override bool TryRead(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, LimitOptions limits, ref FieldValue value, out Refusal? refusal)
    {
        refusal = null;
        var values = new FieldValue[fields.Length];
        if (!ObjectReading.TryRead(ref reader, json, limits, fields, values))
        {
            return false;
        }

        value.Reference = new StreamRef(user.Of(values[0]), Direction.Kind.Of(values[1]), Session.Kind.Of(values[2]));
        return true;
    }

    public override JsonObject Schema() => ObjectReading.Schema(fields);
}
