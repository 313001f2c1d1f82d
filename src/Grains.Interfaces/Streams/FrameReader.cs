using System.Buffers.Binary;

namespace FChat.Streams;

/// <summary>Finds the frames of <see cref="FrameBuffer"/> in what was received, however it was cut. For one thread at a time.</summary>
public sealed class FrameReader
{
    private const int Kept = 64 * 1_024;
    private byte[] _bytes = new byte[Kept];
    private int _start;
    private int _end;

    /// <summary>Where the next bytes are to be put; never empty. What was read before is gone.</summary>
    public Memory<byte> Space()
    {
        var wanted = Math.Max(Kept, LengthOfNext() + 4);
        if (_start > 0 || _bytes.Length < wanted || _bytes.Length > Math.Max(wanted, Kept))
        {
            Move(wanted);
        }

        return _bytes.AsMemory(_end);
    }

    /// <summary>So many bytes were put there.</summary>
    public void Filled(int count) => _end += count;

    /// <summary>Reads the next frame, if all of it is there.</summary>
    /// <exception cref="InvalidDataException">It is none, or larger than <see cref="FrameBuffer.Most"/>.</exception>
    public bool TryRead(out Frame frame)
    {
        var length = LengthOfNext();
        if (_end - _start < length + 4 || length == 0)
        {
            frame = default;
            return false;
        }

        var bytes = _bytes.AsMemory(_start + 4, length);
        _start += length + 4;
        frame = new Frame((FrameKind)bytes.Span[0], BinaryPrimitives.ReadInt32LittleEndian(bytes.Span[1..]), bytes[5..]);
        return frame.Kind is >= FrameKind.Question and <= FrameKind.Farewell ? true : throw NoFrame();
    }

    // Of what follows its first four bytes; 0: not known yet.
    private int LengthOfNext()
    {
        if (_end - _start < 4)
        {
            return 0;
        }

        var length = BinaryPrimitives.ReadInt32LittleEndian(_bytes.AsSpan(_start));
        return length is >= FrameBuffer.Header - 4 and <= FrameBuffer.Most ? length : throw NoFrame();
    }

    private void Move(int wanted)
    {
        var left = _bytes.AsSpan(_start, _end - _start);
        var moved = _bytes.Length == wanted ? _bytes : new byte[wanted];
        left.CopyTo(moved);
        (_bytes, _start, _end) = (moved, 0, left.Length);
    }

    private static InvalidDataException NoFrame() => new("What came over a stream is no frame.");
}
