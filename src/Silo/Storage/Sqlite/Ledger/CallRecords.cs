using System.Collections.Immutable;
using FChat.Calls;
using FChat.Directory;

namespace FChat.Storage.Sqlite.Ledger;

/// <summary>A call as it stands in SQL.</summary>
internal sealed record CallRecord(
    string CallSessionId,
    string RoomId,
    string CallType,
    string CallStatus,
    string InitiatedBy,
    string Creation,
    string? ConnectedAt,
    string? EndedAt,
    string? RingExpiresAt,
    string? EndReason,
    long TotalDuration)
{
    public const string Columns =
        "call_session_id as CallSessionId, room_id as RoomId, call_type as CallType, call_status as CallStatus, initiated_by as InitiatedBy, "
        + "creation as Creation, connected_at as ConnectedAt, ended_at as EndedAt, ring_expires_at as RingExpiresAt, end_reason as EndReason, total_duration as TotalDuration";

    public CallSummary With(IEnumerable<ParticipantRecord> participants) => new(
        new CallId(CallSessionId),
        new RoomId(RoomId),
        SqlText.Word<CallType>(CallType),
        SqlText.Word<CallStatus>(CallStatus),
        new UserId(InitiatedBy),
        SqlText.Time(Creation),
        SqlText.TimeOrNull(ConnectedAt),
        SqlText.TimeOrNull(EndedAt),
        SqlText.TimeOrNull(RingExpiresAt),
        EndReason is null ? null : SqlText.Word<EndReason>(EndReason),
        TotalDuration,
        [.. participants.Select(p => p.Summary())]);
}

/// <summary>A participant as they stand in SQL.</summary>
internal sealed record ParticipantRecord(
    string CallSessionId, string UserId, string? FullName, string Status, string Role, string? JoinedAt, string? LeftAt)
{
    public const string Columns =
        "call_session_id as CallSessionId, user_id as UserId, full_name as FullName, status as Status, role as Role, joined_at as JoinedAt, left_at as LeftAt";

    public ParticipantSummary Summary() => new(
        new UserId(UserId),
        FullName,
        SqlText.Word<ParticipantStatus>(Status),
        SqlText.Word<ParticipantRole>(Role),
        SqlText.TimeOrNull(JoinedAt),
        SqlText.TimeOrNull(LeftAt));
}
