using System.Collections.Immutable;
using FChat.Calls;
using FChat.Presence;
using FChat.Rooms;
using FChat.Webhooks;

namespace FChat.Directory;

/// <summary>
/// Reads lists and histories, and chooses the id of a new room. Stateless: any number of activations. It asks the owner grain whether the caller may read, and SQL for the rows.
/// When the database cannot answer: <see cref="ErrorCode.Unavailable"/>.
/// </summary>
[Alias("fchat.IDirectoryGrain")]
public interface IDirectoryGrain : IGrainWithIntegerKey
{
    /// <summary>Makes a room: a new one, the pair's own for <see cref="RoomType.Direct"/>, or the one that the same command made before.</summary>
    [Alias("create_room")]
    Task<Outcome<RoomView>> CreateRoom(CreateRoom request);

    /// <summary>The caller's rooms, the one with the newest message or creation first.</summary>
    [Alias("rooms")]
    Task<Outcome<ImmutableArray<RoomView>>> Rooms(Caller caller);

    /// <summary>A room's calls, newest first. <paramref name="page"/> from 1.</summary>
    [Alias("call_history")]
    Task<Outcome<CallHistory>> CallHistory(Caller caller, RoomId room, int page, int pageSize);

    /// <summary>A room's messages before <paramref name="beforeSeq"/> (null: the newest), newest first.</summary>
    [Alias("messages")]
    Task<Outcome<ImmutableArray<MessageView>>> Messages(Caller caller, RoomId room, long? beforeSeq, int limit);

    /// <summary>People who are online, in one room or everywhere, ordered by user id.</summary>
    [Alias("online_users")]
    Task<Outcome<OnlineUsers>> OnlineUsers(Caller caller, RoomId? room, int page, int pageSize);

    /// <summary>Drops people from the online list who are not there (operator).</summary>
    [Alias("cleanup_stale_users")]
    Task<Outcome<int>> CleanupStaleUsers();

    /// <summary>All live calls, newest first (operator).</summary>
    [Alias("active_calls")]
    Task<Outcome<CallPage>> ActiveCalls(int page, int pageSize);

    /// <summary>Counts by type and status over calls created in the last <paramref name="hours"/> (operator).</summary>
    [Alias("call_statistics")]
    Task<Outcome<ImmutableArray<CallCount>>> CallStatistics(int hours);

    /// <summary>Events after a position, of one call or of all, in their order (operator).</summary>
    [Alias("call_events")]
    Task<Outcome<ImmutableArray<StoredCallEvent>>> CallEvents(long position, CallId? call, int most);
}

/// <summary>One page of a room's calls.</summary>
[GenerateSerializer, Immutable, Alias("fchat.CallHistory")]
public sealed record CallHistory(ImmutableArray<CallSummary> Calls, int Page, int PageSize, int Total);

/// <summary>A call as history shows it.</summary>
[GenerateSerializer, Immutable, Alias("fchat.CallSummary")]
public sealed record CallSummary(
    CallId CallSessionId,
    RoomId RoomId,
    CallType CallType,
    CallStatus CallStatus,
    UserId InitiatedBy,
    DateTimeOffset Creation,
    DateTimeOffset? ConnectedAt,
    DateTimeOffset? EndedAt,
    DateTimeOffset? RingExpiresAt,
    EndReason? EndReason,
    long TotalDuration,
    ImmutableArray<ParticipantSummary> Participants);

/// <summary>A participant as history shows them.</summary>
[GenerateSerializer, Immutable, Alias("fchat.ParticipantSummary")]
public sealed record ParticipantSummary(
    UserId User, string? FullName, ParticipantStatus Status, ParticipantRole Role, DateTimeOffset? JoinedAt, DateTimeOffset? LeftAt);

/// <summary>One page of live calls.</summary>
[GenerateSerializer, Immutable, Alias("fchat.CallPage")]
public sealed record CallPage(ImmutableArray<CallView> Calls, int Page, int PageSize, int Total);

/// <summary>How many calls of a type ended up in a status, and their mean duration in seconds.</summary>
[GenerateSerializer, Immutable, Alias("fchat.CallCount")]
public sealed record CallCount(CallType CallType, CallStatus CallStatus, long Count, double AvgDuration);

/// <summary>One page of people who are online.</summary>
[GenerateSerializer, Immutable, Alias("fchat.OnlineUsers")]
public sealed record OnlineUsers(ImmutableArray<PresenceView> Users, int Page, int PageSize, int Total);
