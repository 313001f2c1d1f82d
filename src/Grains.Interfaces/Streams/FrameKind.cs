namespace FChat.Streams;

/// <summary>What a frame is. The numbers are the wire's.</summary>
public enum FrameKind : byte
{
    /// <summary>Something is asked; its answer will have the same number.</summary>
    Question = 1,

    /// <summary>The answer.</summary>
    Answer = 2,

    /// <summary>Whoever was asked has failed. Without content.</summary>
    Failure = 3,

    /// <summary>Whoever says it asks nothing more, and has every answer: the other end closes when it has its own. Without content.</summary>
    Farewell = 4,
}

/// <summary>One frame as it was received. Its content is valid until the next is read.</summary>
public readonly record struct Frame(FrameKind Kind, int Id, ReadOnlyMemory<byte> Content);
