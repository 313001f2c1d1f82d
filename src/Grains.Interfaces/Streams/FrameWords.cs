using System.Buffers.Binary;
using System.Text;

namespace FChat.Streams;

/// <summary>Writes numbers, texts and bytes into a frame; <see cref="FrameWordReader"/> reads them.</summary>
internal static class FrameWords
{
    /// <summary>A number, in seven bits a byte, the lowest first (LEB128).</summary>
    public static void WriteNumber(this FrameBuffer to, ulong number)
    {
        var bytes = to.GetSpan(10);
        var count = 0;
        for (; number >= 0x80; number >>= 7)
        {
            bytes[count++] = (byte)(number | 0x80);
        }

        bytes[count++] = (byte)number;
        to.Advance(count);
    }

    /// <summary>Bytes behind their number.</summary>
    public static void WriteBytes(this FrameBuffer to, ReadOnlySpan<byte> bytes)
    {
        to.WriteNumber((ulong)bytes.Length);
        bytes.CopyTo(to.GetSpan(bytes.Length));
        to.Advance(bytes.Length);
    }

    /// <summary>A text in UTF-8 behind the number of its bytes.</summary>
    public static void WriteText(this FrameBuffer to, string text)
    {
        to.WriteNumber((ulong)Encoding.UTF8.GetByteCount(text));
        to.Advance(Encoding.UTF8.GetBytes(text, to.GetSpan(text.Length * 3)));
    }

    /// <summary>A text or none: 0, or 1 and the text.</summary>
    public static void WriteTextOrNull(this FrameBuffer to, string? text)
    {
        to.WriteNumber(text is null ? 0u : 1u);
        if (text is not null)
        {
            to.WriteText(text);
        }
    }

    /// <summary>Content of another codec behind the number of its bytes, which takes four bytes here.</summary>
    public static void WriteSized<T>(this FrameBuffer to, T content, IStreamCodec<T> codec)
    {
        var start = to.Written.Length;
        to.GetSpan(4);
        to.Advance(4);
        codec.Write(content, to);
        BinaryPrimitives.WriteInt32LittleEndian(to.SpanFrom(start), to.Written.Length - start - 4);
    }
}
