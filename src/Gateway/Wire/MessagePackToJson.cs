using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;
using MessagePack;

namespace FChat.Gateway.Wire;

/// <summary>Turns a MessagePack value into JSON text. What JSON cannot say is refused by a <see cref="MessagePackSerializationException"/>.</summary>
internal static class MessagePackToJson
{
    /// <summary>Reads one value.</summary>
    public static ReadOnlyMemory<byte> Read(ref MessagePackReader reader)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer, WireJson.Writing))
        {
            Copy(ref reader, writer, depth: 0);
        }

        return buffer.WrittenMemory;
    }

    private static void Copy(ref MessagePackReader reader, Utf8JsonWriter writer, int depth)
    {
        if (depth > WireJson.MaxDepth)
        {
            throw new MessagePackSerializationException("The value is nested too deeply.");
        }

        switch (reader.NextMessagePackType)
        {
            case MessagePackType.Map:
                CopyMap(ref reader, writer, depth);
                break;
            case MessagePackType.Array:
                CopyArray(ref reader, writer, depth);
                break;
            case MessagePackType.String:
                writer.WriteStringValue(reader.ReadString());
                break;
            case MessagePackType.Integer when reader.NextCode == MessagePackCode.UInt64:
                writer.WriteNumberValue(reader.ReadUInt64());
                break;
            case MessagePackType.Integer:
                writer.WriteNumberValue(reader.ReadInt64());
                break;
            case MessagePackType.Float:
                WriteFloat(writer, reader.ReadDouble());
                break;
            case MessagePackType.Boolean:
                writer.WriteBooleanValue(reader.ReadBoolean());
                break;
            case MessagePackType.Nil:
                reader.ReadNil();
                writer.WriteNullValue();
                break;
            default:
                throw new MessagePackSerializationException("The value has no JSON form.");
        }
    }

    private static void CopyMap(ref MessagePackReader reader, Utf8JsonWriter writer, int depth)
    {
        writer.WriteStartObject();
        for (var left = reader.ReadMapHeader(); left > 0; left--)
        {
            writer.WritePropertyName(reader.ReadString() ?? throw new MessagePackSerializationException("A name is missing."));
            Copy(ref reader, writer, depth + 1);
        }

        writer.WriteEndObject();
    }

    private static void CopyArray(ref MessagePackReader reader, Utf8JsonWriter writer, int depth)
    {
        writer.WriteStartArray();
        for (var left = reader.ReadArrayHeader(); left > 0; left--)
        {
            Copy(ref reader, writer, depth + 1);
        }

        writer.WriteEndArray();
    }

    private static void WriteFloat(Utf8JsonWriter writer, double value)
    {
        if (!double.IsFinite(value))
        {
            throw new MessagePackSerializationException("The number has no JSON form.");
        }

        writer.WriteNumberValue(value);
    }
}
