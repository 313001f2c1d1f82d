using System.Collections.Immutable;
using FChat.Calls;
using FChat.Presence;
using FChat.Rooms;

namespace FChat.Ledger;

/// <summary>A row of <c>chat_call_session</c>. A row of an older <paramref name="Version"/> than the one in SQL is ignored there.</summary>
/// <param name="NextDeadline">When the call must be looked at; null once it is over.</param>
public sealed record CallRow(
    CallId Call,
    RoomId Room,
    CallType Type,
    CallStatus Status,
    UserId InitiatedBy,
    DateTimeOffset Creation,
    DateTimeOffset? ConnectedAt,
    DateTimeOffset? EndedAt,
    DateTimeOffset? RingExpiresAt,
    EndReason? EndReason,
    UserId? EndedBy,
    long TotalDuration,
    DateTimeOffset? NextDeadline,
    long Version);

/// <summary>A row of <c>chat_call_participant</c>.</summary>
public sealed record ParticipantRow(
    CallId Call,
    UserId User,
    string? FullName,
    ParticipantRole Role,
    ParticipantStatus Status,
    DateTimeOffset? JoinedAt,
    DateTimeOffset? LeftAt,
    long Version);

/// <summary>A row of <c>chat_room</c>.</summary>
public sealed record RoomRow(
    RoomId Room, string? Name, RoomType Type, UserId Owner, DateTimeOffset Creation, long LastMessageSeq, DateTimeOffset? LastMessageAt, long Version);

/// <summary>A row of <c>chat_room_member</c>; <paramref name="LeftAt"/> set: a former member.</summary>
public sealed record RoomMemberRow(
    RoomId Room, UserId User, string? FullName, MemberRole Role, long ReadSeq, DateTimeOffset JoinedAt, DateTimeOffset? LeftAt, long Version);

/// <summary>A row of <c>chat_user_activity</c>.</summary>
public sealed record UserActivityRow(
    UserId User, string? FullName, UserStatus ChosenStatus, bool IsOnline, DateTimeOffset LastActivity, long Version);

/// <summary>A row of <c>chat_call_event</c>; an event never changes.</summary>
public sealed record CallEventRow(CallId Call, long Seq, DateTimeOffset Creation, string Payload);

/// <summary>Rows that belong together: all are written, or none.</summary>
public sealed record LedgerRows
{
    /// <summary>Rows of <c>chat_call_session</c>.</summary>
    public ImmutableArray<CallRow> Calls { get; init; } = [];

    /// <summary>Rows of <c>chat_call_participant</c>.</summary>
    public ImmutableArray<ParticipantRow> Participants { get; init; } = [];

    /// <summary>Rows of <c>chat_room</c>.</summary>
    public ImmutableArray<RoomRow> Rooms { get; init; } = [];

    /// <summary>Rows of <c>chat_room_member</c>.</summary>
    public ImmutableArray<RoomMemberRow> Members { get; init; } = [];

    /// <summary>Rows of <c>chat_message</c>; a message never changes.</summary>
    public ImmutableArray<MessageView> Messages { get; init; } = [];

    /// <summary>Rows of <c>chat_call_event</c>.</summary>
    public ImmutableArray<CallEventRow> Events { get; init; } = [];

    /// <summary>The trace that they belong to, if there is one.</summary>
    public string? Trace { get; init; }

    /// <summary>Rows of <c>chat_user_activity</c>.</summary>
    public ImmutableArray<UserActivityRow> Activities { get; init; } = [];
}
