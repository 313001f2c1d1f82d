using System.Buffers;
using System.Net.WebSockets;
using MessagePack;

namespace FChat.Gateway.Tests.Doors;

/// <summary>Frames as MessagePack after their length. Values are turned by the MessagePack library, not by the gateway's own code.</summary>
public sealed class PackFrames : IFrameFormat
{
    public WebSocketMessageType MessageType => WebSocketMessageType.Binary;

    public ReadOnlyMemory<byte> Invocation(string? id, string operation, string[] arguments)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var writer = new MessagePackWriter(buffer);
        writer.WriteArrayHeader(6);
        writer.Write(HubFrame.Invocation);
        writer.WriteMapHeader(0);
        writer.Write(id);
        writer.Write(operation);
        writer.WriteArrayHeader(arguments.Length);
        foreach (var argument in arguments)
        {
            writer.WriteRaw(MessagePackSerializer.ConvertFromJson(argument));
        }

        writer.WriteArrayHeader(0);
        writer.Flush();
        return WithLength(buffer.WrittenSpan);
    }

    public bool TryTake(ReadOnlyMemory<byte> received, ref int consumed, out HubFrame frame)
    {
        frame = null!;
        var (position, length) = (consumed, 0);
        for (var shift = 0; ; shift += 7)
        {
            if (position == received.Length)
            {
                return false;
            }

            var part = received.Span[position++];
            length |= (part & 0x7f) << shift;
            if (part < 0x80)
            {
                break;
            }
        }

        if (received.Length - position < length)
        {
            return false;
        }

        frame = Read(received.Slice(position, length));
        consumed = position + length;
        return true;
    }

    /// <summary>Puts the length before a frame.</summary>
    public static byte[] WithLength(ReadOnlySpan<byte> frame)
    {
        var prefix = new List<byte>();
        var left = frame.Length;
        do
        {
            prefix.Add((byte)((left & 0x7f) | (left > 0x7f ? 0x80 : 0)));
            left >>= 7;
        }
        while (left > 0);

        return [.. prefix, .. frame];
    }

    private static HubFrame Read(ReadOnlyMemory<byte> bytes)
    {
        var reader = new MessagePackReader(bytes);
        reader.ReadArrayHeader();
        var type = reader.ReadInt32();
        switch (type)
        {
            case HubFrame.Invocation:
                reader.Skip();
                reader.Skip();
                var target = reader.ReadString();
                reader.ReadArrayHeader();
                return new HubFrame(type, null, target, Json(ref reader, bytes));
            case HubFrame.Completion:
                reader.Skip();
                var id = reader.ReadString();
                var kind = reader.ReadInt32();
                return new HubFrame(type, id, null, kind == 3 ? Json(ref reader, bytes) : "null");
            default:
                return new HubFrame(type, null, null, "null");
        }
    }

    private static string Json(ref MessagePackReader reader, ReadOnlyMemory<byte> bytes)
    {
        var start = (int)reader.Consumed;
        reader.Skip();
        return MessagePackSerializer.ConvertToJson(bytes[start..(int)reader.Consumed]);
    }
}
