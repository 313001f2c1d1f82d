using Orleans.Serialization;

namespace FChat.Streams;

/// <summary>How content of one kind is written into frames, and read from them.</summary>
public interface IStreamCodec<T>
{
    /// <summary>Writes it behind what is there. Throws nothing that depends on the content.</summary>
    void Write(T content, FrameBuffer to);

    /// <summary>Reads what <see cref="Write"/> wrote, all of it.</summary>
    /// <exception cref="InvalidDataException">It was not written by <see cref="Write"/>. A codec that leaves it to Orleans' serializer throws what that throws.</exception>
    T Read(ReadOnlySpan<byte> from);
}

/// <summary>Content as Orleans' serializer writes it: any type, any version.</summary>
public sealed class SerializerCodec<T>(Serializer<T> serializer) : IStreamCodec<T>
{
    /// <inheritdoc/>
    public void Write(T content, FrameBuffer to) => serializer.Serialize(content, to);

    /// <inheritdoc/>
    public T Read(ReadOnlySpan<byte> from) => serializer.Deserialize(from)!;
}
