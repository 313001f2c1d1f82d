using System.Buffers;

namespace FChat.Gateway.Hubs;

/// <summary>The variable-length prefix of binary hub frames: 7 bits a byte, the lowest first, at most five bytes.</summary>
internal static class LengthPrefix
{
    private const int Longest = 5;

    /// <summary>Takes a whole frame off the input; false while it is not all there.</summary>
    /// <exception cref="InvalidDataException">The prefix is none: where the next frame starts cannot be known.</exception>
    public static bool TryTake(ref ReadOnlySequence<byte> input, out ReadOnlySequence<byte> frame)
    {
        frame = default;
        var reader = new SequenceReader<byte>(input);
        long length = 0;
        for (var shift = 0; ; shift += 7)
        {
            if (shift == 7 * Longest)
            {
                throw new InvalidDataException("The frame's length cannot be read.");
            }

            if (!reader.TryRead(out var part))
            {
                return false;
            }

            length |= (long)(part & 0x7f) << shift;
            if (part < 0x80)
            {
                break;
            }
        }

        if (reader.Remaining < length)
        {
            return false;
        }

        frame = input.Slice(reader.Position, length);
        input = input.Slice(frame.End);
        return true;
    }

    /// <summary>Writes a frame after its length.</summary>
    public static void Write(ReadOnlySpan<byte> frame, IBufferWriter<byte> output)
    {
        Span<byte> prefix = stackalloc byte[Longest];
        var size = 0;
        var left = (uint)frame.Length;
        do
        {
            prefix[size++] = (byte)((left & 0x7f) | (left > 0x7f ? 0x80u : 0));
            left >>= 7;
        }
        while (left > 0);

        output.Write(prefix[..size]);
        output.Write(frame);
    }
}
