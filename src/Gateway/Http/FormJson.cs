using System.Buffers;
using System.Text;
using System.Text.Json;
using FChat.Gateway.Operations;
using FChat.Gateway.Wire;
using Microsoft.Extensions.Primitives;

namespace FChat.Gateway.Http;

/// <summary>Turns a form's or query's texts into the JSON object that they stand for, field by field as the operation's table says.</summary>
internal static class FormJson
{
    /// <summary>The object's JSON text. Of a name that is given more than once, the last counts; names that the operation lacks are left out.</summary>
    public static ReadOnlyMemory<byte> Of(Operation operation, IEnumerable<KeyValuePair<string, StringValues>> form)
    {
        var given = form.GroupBy(entry => entry.Key, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Last().Value, StringComparer.Ordinal);
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, WireJson.Writing))
        {
            writer.WriteStartObject();
            foreach (var field in operation.Fields)
            {
                if (given.TryGetValue(field.Name, out var texts) && texts is [.., { } text])
                {
                    writer.WritePropertyName(field.Name);
                    Write(writer, field.Kind.FormReading, text);
                }
            }

            writer.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private static void Write(Utf8JsonWriter writer, FormReading reading, string text)
    {
        var isRaw = reading switch
        {
            FormReading.Literal => Is(text, JsonTokenType.Number, JsonTokenType.True, JsonTokenType.False),
            FormReading.Json => Is(text, JsonTokenType.StartObject, JsonTokenType.StartArray),
            _ => false,
        };
        if (isRaw)
        {
            writer.WriteRawValue(text.Trim(), skipInputValidation: true);
        }
        else
        {
            writer.WriteStringValue(text);
        }
    }

    private static bool Is(string text, params ReadOnlySpan<JsonTokenType> types)
    {
        try
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text.Trim()), WireJson.Reading);
            var isOne = reader.Read() && types.Contains(reader.TokenType);
            return isOne && reader.TrySkip() && !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
