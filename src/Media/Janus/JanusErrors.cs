namespace FChat.Media.Janus;

/// <summary>Error codes of Janus (<c>apierror.h</c>) and of its videoroom plugin (<c>janus_videoroom.c</c>), and what they are to us.</summary>
internal static class JanusErrors
{
    /// <summary>Our own: the connection is lost.</summary>
    public const int Lost = -1;

    /// <summary>Our own: no answer in time.</summary>
    public const int Late = -2;

    /// <summary>The secret, or the plugin's key, is wrong.</summary>
    public const int Unauthorized = 403;

    /// <summary>There is no such room.</summary>
    public const int NoSuchRoom = 426;

    /// <summary>There is such a room already.</summary>
    public const int RoomExists = 427;

    /// <summary>There is no such publication, or it is not up.</summary>
    public const int NoSuchFeed = 428;

    /// <summary>The plugin's own word for a wrong key.</summary>
    public const int PluginUnauthorized = 433;

    /// <summary>The session is over.</summary>
    public const int NoSuchSession = 458;

    // What is not here is no answer to a client's request but a trouble of the server's, or between it and us. So is 471: the connection that the request
    // is about has gone while it was made, as when no port was left for it, or is still being made.
    private static readonly Dictionary<int, SfuFault> Faults = new()
    {
        [424] = SfuFault.NoSuchFeed,      // join first: the publication is over
        [NoSuchRoom] = SfuFault.NoSuchFeed,
        [NoSuchFeed] = SfuFault.NoSuchFeed,
        [431] = SfuFault.BadDescription,  // not an offer, or not an answer
        [432] = SfuFault.Full,            // the room has all the publishers that it may have
        [435] = SfuFault.NoSuchFeed,      // not published
        [437] = SfuFault.BadDescription,  // the plugin cannot make anything of it
        [459] = SfuFault.NoSuchFeed,      // the handle is gone
        [464] = SfuFault.BadDescription,  // neither offer nor answer
        [465] = SfuFault.BadDescription,  // malformed
        [466] = SfuFault.BadDescription,  // a candidate of an m-line that there is not
        [467] = SfuFault.BadDescription,  // an element of another type
        [469] = SfuFault.BadDescription,  // an answer that was not asked for
    };

    /// <summary>What a code is to us.</summary>
    public static SfuFault FaultOf(int code) => Faults.GetValueOrDefault(code, SfuFault.Unavailable);

    /// <summary>Whether a code says that we may not.</summary>
    public static bool IsUnauthorized(int code) => code is Unauthorized or PluginUnauthorized;
}
