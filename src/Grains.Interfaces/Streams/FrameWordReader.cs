using System.Buffers.Binary;
using System.Text;
using FChat.Calls;

namespace FChat.Streams;

/// <summary>Reads what <see cref="FrameWords"/> wrote. Anything else: <see cref="InvalidDataException"/>.</summary>
internal ref struct FrameWordReader(ReadOnlySpan<byte> left)
{
    private ReadOnlySpan<byte> _left = left;

    public ulong Number()
    {
        ulong number = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = Take(1)[0];
            number |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return number;
            }
        }

        throw NotWords();
    }

    /// <summary>How many there are of something that takes at least a byte each.</summary>
    public int Count() => Number() is var count && count <= (ulong)_left.Length ? (int)count : throw NotWords();

    public ReadOnlySpan<byte> Bytes() => Take(Count());

    public string Text() => Encoding.UTF8.GetString(Bytes());

    public string? TextOrNull() => Number() switch
    {
        0 => null,
        1 => Text(),
        _ => throw NotWords(),
    };

    public bool Flag() => Number() switch
    {
        0 => false,
        1 => true,
        _ => throw NotWords(),
    };

    public SignalType SignalType() => Number() is var type && type <= (ulong)Calls.SignalType.Custom ? (SignalType)type : throw NotWords();

    public ReadOnlySpan<byte> Sized() =>
        BinaryPrimitives.ReadInt32LittleEndian(Take(4)) is >= 0 and var length ? Take(length) : throw NotWords();

    public readonly void End()
    {
        if (!_left.IsEmpty)
        {
            throw NotWords();
        }
    }

    public static InvalidDataException NotWords() => new("What came over a stream cannot be read.");

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _left.Length)
        {
            throw NotWords();
        }

        var taken = _left[..count];
        _left = _left[count..];
        return taken;
    }
}
