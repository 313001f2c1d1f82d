using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using FChat.Gateway.RateLimits;

namespace FChat.Gateway.Operations;

/// <summary>Reads an object within a field's value, by the same rules as an operation's argument: unknown fields are ignored, and null is as good as absent.</summary>
internal static class ObjectReading
{
    /// <summary>Reads the object at the reader's token.</summary>
    /// <param name="values">One for each field.</param>
    /// <returns>False when it is none, lacks a required field or has one out of its bounds.</returns>
    public static bool TryRead(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, LimitOptions limits, ImmutableArray<Field> fields, Span<FieldValue> values)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var index = IndexOf(fields, ref reader);
            reader.Read();
            if (index < 0 || reader.TokenType == JsonTokenType.Null)
            {
                reader.Skip();
            }
            else if (!TryReadValue(ref reader, json, limits, fields[index], ref values[index]))
            {
                return false;
            }
        }

        return HasAllRequired(fields, values);
    }

    /// <summary>The object's JSON schema.</summary>
    public static JsonObject Schema(ImmutableArray<Field> fields) => new()
    {
        ["type"] = "object",
        ["required"] = new JsonArray([.. fields.Where(field => field.IsRequired).Select(field => JsonValue.Create(field.Name))]),
        ["properties"] = new JsonObject(fields.Select(field => KeyValuePair.Create<string, JsonNode?>(field.Name, field.Kind.Schema()))),
    };

    private static bool TryReadValue(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, LimitOptions limits, Field field, ref FieldValue value)
    {
        value.IsGiven = field.Kind.TryRead(ref reader, json, limits, ref value, out _);
        return value.IsGiven;
    }

    /// <summary>Which of the fields the reader's property name is; -1: none.</summary>
    public static int IndexOf(ImmutableArray<Field> fields, ref Utf8JsonReader reader)
    {
        for (var i = 0; i < fields.Length; i++)
        {
            if (reader.Is(fields[i].Utf8Name))
            {
                return i;
            }
        }

        return -1;
    }

    private static bool HasAllRequired(ImmutableArray<Field> fields, ReadOnlySpan<FieldValue> values)
    {
        for (var i = 0; i < fields.Length; i++)
        {
            if (fields[i].IsRequired && !values[i].IsGiven)
            {
                return false;
            }
        }

        return true;
    }
}
