using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using FChat.Calls;
using FChat.Gateway.RateLimits;
using FChat.Gateway.Wire;

namespace FChat.Gateway.Operations;

/// <summary>What a device wants of the media server: a list of publishers, each with what of their media.</summary>
internal sealed class StreamWishesKind(Kind<UserId> user) : Kind<ImmutableArray<StreamWish>>
{
    private static readonly Field<long> Feed = new("feed", false, new WholeKind(1, long.MaxValue));
    private static readonly Field<VideoLayer> Video = new("video", false, new WordKind<VideoLayer>(Words.Snake));
    private static readonly Field<bool> Screen = new("screen", false, new FlagKind());

    private readonly ImmutableArray<Field> fields = [new Field<UserId>("publisher", true, user), Feed, Video, Screen];

    public override string Description =>
        $"a list of at most {Limits.Subscriptions} objects with `publisher`, a user id, and perhaps `feed`, a whole number from 1; `video`, off, low, medium or high; `screen`, true or false";

    public override FormReading FormReading => FormReading.Json;

    public override ImmutableArray<StreamWish> Of(in FieldValue value) => (ImmutableArray<StreamWish>)value.Reference!;

    public override bool TryRead(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, LimitOptions limits, ref FieldValue value, out Refusal? refusal)
    {
        refusal = null;
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return false;
        }

        var wishes = ImmutableArray.CreateBuilder<StreamWish>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var values = new FieldValue[fields.Length];
            if (wishes.Count == Limits.Subscriptions || !ObjectReading.TryRead(ref reader, json, limits, fields, values))
            {
                return false;
            }

            wishes.Add(WishOf(values));
        }

        value.Reference = wishes.DrainToImmutable();
        return true;
    }

    public override JsonObject Schema() => new()
    {
        ["type"] = "array",
        ["maxItems"] = Limits.Subscriptions,
        ["items"] = ObjectReading.Schema(fields),
    };

    private StreamWish WishOf(ReadOnlySpan<FieldValue> values) => new(
        user.Of(values[0]),
        values[1].IsGiven ? Feed.Kind.Of(values[1]) : null,
        values[2].IsGiven ? Video.Kind.Of(values[2]) : VideoLayer.High,
        !values[3].IsGiven || Screen.Kind.Of(values[3]));
}
