using System.Buffers;
using System.Buffers.Binary;

namespace FChat.Streams;

/// <summary>
/// Frames that wait to be sent, one behind the other: 4 bytes little-endian how many bytes follow, a byte <see cref="FrameKind"/>, 4 bytes the number of the question, the content.
/// For one thread at a time.
/// </summary>
public sealed class FrameBuffer : IBufferWriter<byte>
{
    /// <summary>Bytes before the content of a frame.</summary>
    public const int Header = 9;

    /// <summary>Most bytes of a frame after its length: a whole batch of the largest signals, twice.</summary>
    public const int Most = 32 * 1_024 * 1_024;

    private const int Kept = 256 * 1_024;
    private byte[] _bytes = new byte[4_096];
    private int _count;

    /// <summary>The frames.</summary>
    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, _count);

    /// <summary>Adds a frame.</summary>
    /// <returns>False: it is larger than <see cref="Most"/>, and was not added.</returns>
    public bool TryAdd<T>(FrameKind kind, int id, T content, IStreamCodec<T> codec)
    {
        var start = Begin(kind, id);
        try
        {
            codec.Write(content, this);
        }
        catch
        {
            _count = start;
            throw;
        }

        return End(start);
    }

    /// <summary>What was written from a place on, to be written over.</summary>
    internal Span<byte> SpanFrom(int start) => _bytes.AsSpan(start, _count - start);

    /// <summary>Adds a frame without content.</summary>
    public void Add(FrameKind kind, int id) => End(Begin(kind, id));

    /// <summary>Forgets what was written, and gives memory back that a large frame has taken.</summary>
    public void Clear()
    {
        _count = 0;
        if (_bytes.Length > Kept)
        {
            _bytes = new byte[Kept];
        }
    }

    /// <inheritdoc/>
    public void Advance(int count) => _count += count;

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsMemory(_count);
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsSpan(_count);
    }

    private int Begin(FrameKind kind, int id)
    {
        var start = _count;
        var header = GetSpan(Header);
        header[4] = (byte)kind;
        BinaryPrimitives.WriteInt32LittleEndian(header[5..], id);
        _count += Header;
        return start;
    }

    private bool End(int start)
    {
        var length = _count - start - 4;
        if (length > Most)
        {
            _count = start;
            return false;
        }

        BinaryPrimitives.WriteInt32LittleEndian(_bytes.AsSpan(start), length);
        return true;
    }

    private void Reserve(int wanted)
    {
        if (_bytes.Length - _count < Math.Max(wanted, 1))
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _count + wanted));
        }
    }
}
