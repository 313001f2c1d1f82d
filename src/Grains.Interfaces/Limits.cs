namespace FChat;

/// <summary>Bounds of the protocol that every part agrees on. Those that an operator may change are options of the part that applies them, with these as defaults.</summary>
public static class Limits
{
    /// <summary>Characters of a user id.</summary>
    public const int UserIdLength = 128;

    /// <summary>Characters of every other id.</summary>
    public const int IdLength = 64;

    /// <summary>Characters of a display name or a room name.</summary>
    public const int NameLength = 140;

    /// <summary>Participants in one call, and members in one room.</summary>
    public const int Participants = 1_000;

    /// <summary>Participants that a view carries; the rest is paged.</summary>
    public const int ParticipantsInView = 200;

    /// <summary>Rows of one page of a list.</summary>
    public const int PageSize = 100;

    /// <summary>Rows of one page of <c>get_participants</c>.</summary>
    public const int ParticipantsPageSize = 500;

    /// <summary>Publishers that one device may want media of at a time.</summary>
    public const int Subscriptions = 100;

    /// <summary>UTF-8 bytes of <c>signal_data</c>.</summary>
    public const int SignalBytes = 64 * 1024;

    /// <summary>UTF-8 bytes of a message's content.</summary>
    public const int MessageBytes = 16 * 1024;

    /// <summary>Broadcast events that a call keeps for resuming.</summary>
    public const int ReplayEvents = 512;

    /// <summary>Signals that a call keeps for each participant for resuming.</summary>
    public const int ReplaySignals = 256;

    /// <summary>Bytes that a call uses for such signals to all participants together. Beyond, whoever has most of them loses theirs.</summary>
    public const int ReplaySignalBytes = 64 * 1024 * 1024;

    /// <summary>Commands that a call remembers at once.</summary>
    public const int CallReceipts = 10_000;

    /// <summary>How long the result of a command is remembered by its <see cref="CommandId"/>.</summary>
    public static readonly TimeSpan CommandMemory = TimeSpan.FromMinutes(2);
}
