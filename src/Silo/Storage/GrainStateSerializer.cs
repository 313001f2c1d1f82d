using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json.Serialization.Metadata;
using System.Text.Json.Serialization;
using System.Text.Json;
using FChat.Durable;
using Orleans.Storage;

namespace FChat.Storage;

/// <summary>
/// Grain state as JSON that people can read: <c>{"format":1,"state":{…}}</c>. The shape of <c>state</c> is that of the
/// <see cref="JsonSerializerContext"/> which knows the type; the number grows when an older program could not read it.
/// </summary>
public sealed class GrainStateSerializer(IEnumerable<JsonSerializerContext> contexts, IEnumerable<StateFormat> formats) : IGrainStorageSerializer
{
    // What is stored never becomes part of a web page: names stay readable.
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly JsonSerializerContext[] _contexts = [.. contexts];
    private readonly Dictionary<Type, int> _formats = formats.ToDictionary(f => f.State, f => f.Number);

    /// <inheritdoc/>
    public BinaryData Serialize<T>(T? input)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer, Readable))
        {
            writer.WriteStartObject();
            writer.WriteNumber("format", FormatOf(typeof(T)));
            writer.WritePropertyName("state");
            JsonSerializer.Serialize(writer, input!, ShapeOf<T>());
            writer.WriteEndObject();
        }

        return new BinaryData(buffer.WrittenMemory);
    }

    /// <inheritdoc/>
    /// <exception cref="UnreadableStateException">The row is damaged, or a newer program wrote it.</exception>
    public T Deserialize<T>(BinaryData input)
    {
        try
        {
            var reader = new Utf8JsonReader(input.ToMemory().Span);
            ReadFormat(ref reader, typeof(T));
            var state = IsProperty(ref reader, "state"u8) ? JsonSerializer.Deserialize(ref reader, ShapeOf<T>()) : default;
            return state is not null && reader.Read() && reader.TokenType == JsonTokenType.EndObject
                ? state
                : throw new JsonException("It does not hold a state and nothing else.");
        }
        catch (JsonException e)
        {
            throw new UnreadableStateException(typeof(T), e.Message, e);
        }
    }

    private void ReadFormat(ref Utf8JsonReader reader, Type state)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject
            || !IsProperty(ref reader, "format"u8) || reader.TokenType != JsonTokenType.Number || !reader.TryGetInt32(out var format))
        {
            throw new JsonException("It does not begin with a format number.");
        }

        if (format > FormatOf(state))
        {
            throw new UnreadableStateException(state, $"It has format {format}; this program reads up to {FormatOf(state)}.", null);
        }
    }

    private static bool IsProperty(ref Utf8JsonReader reader, ReadOnlySpan<byte> name) =>
        reader.Read() && reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals(name) && reader.Read();

    private int FormatOf(Type state) => _formats.GetValueOrDefault(state, 1);

    private JsonTypeInfo<T> ShapeOf<T>() =>
        _contexts.Select(c => c.GetTypeInfo(typeof(T))).OfType<JsonTypeInfo<T>>().FirstOrDefault()
        ?? throw new InvalidOperationException($"No registered JSON context knows {typeof(T)}.");
}
