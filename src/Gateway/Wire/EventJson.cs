using System.Buffers;
using System.Text.Json;

namespace FChat.Gateway.Wire;

/// <summary>Writes an event's one argument: for in-call events its place in the stream, then the event's own fields.</summary>
internal static class EventJson
{
    /// <summary>The JSON text of the argument.</summary>
    public static byte[] Write(StampedEvent content)
    {
        switch (content.Event)
        {
            case MessageCreated created:
                return WireJson.Bytes(created.Message);
            case RoomUpdated updated:
                return WireJson.Bytes(updated.Room);
            default:
                var buffer = new ArrayBufferWriter<byte>(512);
                using (var writer = new Utf8JsonWriter(buffer, WireJson.Writing))
                {
                    WriteObject(writer, content);
                }

                return buffer.WrittenSpan.ToArray();
        }
    }

    private static void WriteObject(Utf8JsonWriter writer, StampedEvent content)
    {
        writer.WriteStartObject();
        if (content.Stamp is { } stamp)
        {
            writer.WriteString("call_session_id"u8, stamp.Call.Value);
            writer.WriteNumber("epoch"u8, stamp.Epoch);
            writer.WriteNumber(content.Event is WebRtcSignal ? "signal_seq"u8 : "seq"u8, stamp.Seq);
        }

        foreach (var property in WireJson.Options.GetTypeInfo(content.Event.GetType()).Properties)
        {
            if (property.Get!(content.Event) is { } value)
            {
                writer.WritePropertyName(property.Name);
                JsonSerializer.Serialize(writer, value, WireJson.Options.GetTypeInfo(value.GetType()));
            }
        }

        writer.WriteEndObject();
    }
}
