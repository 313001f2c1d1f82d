using System.Text.Json;
using System.Text.Unicode;
using FChat.Gateway.RateLimits;
using FChat.Gateway.Wire;

namespace FChat.Gateway.Operations;

/// <summary>Reads and bounds everything that a request says, in one pass, before anything is asked of the cluster.</summary>
internal static class ArgumentReader
{
    /// <summary>Reads an operation's argument.</summary>
    /// <param name="json">The argument's JSON text; empty where none was given.</param>
    /// <returns>Null when every field is within its bounds.</returns>
    public static Refusal? Read(Operation operation, ReadOnlySpan<byte> json, LimitOptions limits, out Arguments arguments)
    {
        var values = new FieldValue[operation.Fields.Length];
        arguments = new Arguments(operation, values);
        if (!Utf8.IsValid(json))
        {
            return ArgumentRefusals.NotAnObject;
        }

        return (json.IsEmpty ? null : ReadObject(operation, json, limits, values)) ?? FirstMissing(operation, values);
    }

    private static Refusal? ReadObject(Operation operation, ReadOnlySpan<byte> json, LimitOptions limits, FieldValue[] values)
    {
        try
        {
            var reader = new Utf8JsonReader(json, WireJson.Reading);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return ArgumentRefusals.NotAnObject;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (ReadField(operation, ref reader, json, limits, values) is { } refusal)
                {
                    return refusal;
                }
            }

            return reader.Read() ? ArgumentRefusals.NotAnObject : null;
        }
        catch (JsonException)
        {
            return ArgumentRefusals.NotAnObject;
        }
    }

    private static Refusal? ReadField(Operation operation, ref Utf8JsonReader reader, ReadOnlySpan<byte> json, LimitOptions limits, FieldValue[] values)
    {
        var index = ObjectReading.IndexOf(operation.Fields, ref reader);
        reader.Read();
        if (index < 0)
        {
            reader.Skip();
            return null;
        }

        var field = operation.Fields[index];
        if (reader.TokenType == JsonTokenType.Null && !field.Kind.TakesNull)
        {
            return null;
        }

        values[index].IsGiven = true;
        return field.Kind.TryRead(ref reader, json, limits, ref values[index], out var refusal) ? null : refusal ?? ArgumentRefusals.IllTyped(field);
    }

    private static Refusal? FirstMissing(Operation operation, FieldValue[] values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (operation.Fields[i].IsRequired && !values[i].IsGiven)
            {
                return ArgumentRefusals.Missing(operation.Fields[i]);
            }
        }

        return null;
    }
}
