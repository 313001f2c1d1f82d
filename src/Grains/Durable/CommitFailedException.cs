namespace FChat.Durable;

/// <summary>A write failed, so nobody knows whether the change is on disk. The activation that meets it goes, and the next one reads what is there; an operation is refused as <c>unavailable</c>.</summary>
public sealed class CommitFailedException(Exception inner)
    : Exception("The state could not be written; whether it is on disk is unknown.", inner);
