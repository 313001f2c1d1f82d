namespace FChat.Media.Janus;

/// <summary>How a session or a room ended without our wish.</summary>
internal enum LossKind
{
    /// <summary>The connection was closed: the server ended, or the way to it.</summary>
    Closed,

    /// <summary>The server does not answer.</summary>
    Hung,

    /// <summary>The server ended the session.</summary>
    Expired,

    /// <summary>Somebody else destroyed the room.</summary>
    Destroyed,

    /// <summary>Its events were not read.</summary>
    Unread,

    /// <summary>This silo failed at it: what it should not have, or what it did not understand.</summary>
    Failed,

    /// <summary>This silo ends.</summary>
    Stopped,
}

/// <summary>A loss.</summary>
/// <param name="Kind">For metrics.</param>
/// <param name="Reason">For the log.</param>
internal sealed record Loss(LossKind Kind, string Reason);
