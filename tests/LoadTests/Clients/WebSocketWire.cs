using System.Buffers.Binary;

namespace FChat.LoadTests.Clients;

/// <summary>The part of RFC 6455 that a client on the loopback needs, on plain buffers: it costs the driver less than a stream with its own tasks.</summary>
public static class WebSocketWire
{
    public const int MaximumHeader = 14;
    public const byte Continuation = 0;
    public const byte Text = 1;
    public const byte Close = 8;
    public const byte Ping = 9;
    public const byte Pong = 10;
    private const byte Final = 0x80;
    private const byte Masked = 0x80;
    private const int MaskBytes = 4;

    /// <summary>Writes the header of one whole client frame and returns its length. The mask is zero, which is a mask like any other and leaves the payload as it is.</summary>
    public static int WriteHeader(Span<byte> target, byte opcode, int payloadLength)
    {
        target[0] = (byte)(Final | opcode);
        var length = 2;
        if (payloadLength < 126)
        {
            target[1] = (byte)(Masked | payloadLength);
        }
        else if (payloadLength <= ushort.MaxValue)
        {
            target[1] = Masked | 126;
            BinaryPrimitives.WriteUInt16BigEndian(target[2..], (ushort)payloadLength);
            length = 4;
        }
        else
        {
            target[1] = Masked | 127;
            BinaryPrimitives.WriteInt64BigEndian(target[2..], payloadLength);
            length = 10;
        }

        target.Slice(length, MaskBytes).Clear();
        return length + MaskBytes;
    }

    /// <summary>Reads the header of a server frame. False: there are too few bytes yet.</summary>
    public static bool TryReadHeader(ReadOnlySpan<byte> source, out FrameHeader header)
    {
        header = default;
        if (source.Length < 2)
        {
            return false;
        }

        var (length, payload) = (source[1] & 0x7F) switch
        {
            126 => (4, source.Length < 4 ? 0 : BinaryPrimitives.ReadUInt16BigEndian(source[2..])),
            127 => (10, source.Length < 10 ? 0 : checked((int)BinaryPrimitives.ReadInt64BigEndian(source[2..]))),
            var small => (2, small),
        };
        header = new FrameHeader((byte)(source[0] & 0x0F), (source[0] & Final) != 0, length, payload);
        return source.Length >= length;
    }
}

/// <summary>A frame's header.</summary>
public readonly record struct FrameHeader(byte Opcode, bool IsFinal, int Length, int PayloadLength);
