using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using FChat.Gateway.RateLimits;

namespace FChat.Gateway.Operations;

/// <summary>A list of user ids; one that is named twice counts once.</summary>
internal sealed class UserListKind : Kind<ImmutableArray<UserId>>
{
    public override string Description => $"a list of at most {Limits.Participants} user ids";

    public override FormReading FormReading => FormReading.Json;

    public override ImmutableArray<UserId> Of(in FieldValue value) => (ImmutableArray<UserId>)value.Reference!;

    public override bool TryRead(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, LimitOptions limits, ref FieldValue value, out Refusal? refusal)
    {
        refusal = null;
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return false;
        }

        var users = new HashSet<UserId>();
        var list = ImmutableArray.CreateBuilder<UserId>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (!TextReading.TryRead(ref reader, Limits.UserIdLength, out var text) || !UserId.TryParse(text, out var user))
            {
                return false;
            }

            if (users.Add(user))
            {
                list.Add(user);
            }
        }

        value.Reference = list.ToImmutable();
        return list.Count <= Limits.Participants;
    }

    public override JsonObject Schema() => new()
    {
        ["type"] = "array",
        ["maxItems"] = Limits.Participants,
        ["items"] = Fields.User.Kind.Schema(),
    };
}
