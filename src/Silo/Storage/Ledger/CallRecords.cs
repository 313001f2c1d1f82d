using FChat.Calls;
using FChat.Directory;

namespace FChat.Storage.Ledger;

/// <summary>A call as it stands in SQL.</summary>
internal sealed record CallRecord(
    string CallSessionId,
    string RoomId,
    string CallType,
    string CallStatus,
    string InitiatedBy,
    DateTimeOffset Creation,
    DateTimeOffset? ConnectedAt,
    DateTimeOffset? EndedAt,
    DateTimeOffset? RingExpiresAt,
    string? EndReason,
    long TotalDuration)
{
    public const string Columns =
        "call_session_id as CallSessionId, room_id as RoomId, call_type as CallType, call_status as CallStatus, initiated_by as InitiatedBy, "
        + "creation as Creation, connected_at as ConnectedAt, ended_at as EndedAt, ring_expires_at as RingExpiresAt, end_reason as EndReason, total_duration as TotalDuration";

    public CallSummary With(IEnumerable<ParticipantSummary> participants) => new(
        new CallId(CallSessionId),
        new RoomId(RoomId),
        SqlWords.Word<CallType>(CallType),
        SqlWords.Word<CallStatus>(CallStatus),
        new UserId(InitiatedBy),
        Creation,
        ConnectedAt,
        EndedAt,
        RingExpiresAt,
        EndReason is null ? null : SqlWords.Word<EndReason>(EndReason),
        TotalDuration,
        [.. participants]);
}

/// <summary>A participant as they stand in SQL.</summary>
internal sealed record ParticipantRecord(
    string CallSessionId, string UserId, string? FullName, string Status, string Role, DateTimeOffset? JoinedAt, DateTimeOffset? LeftAt)
{
    public const string Columns =
        "call_session_id as CallSessionId, user_id as UserId, full_name as FullName, status as Status, role as Role, joined_at as JoinedAt, left_at as LeftAt";

    public ParticipantSummary Summary(ILedgerDatabase database) => new(
        new UserId(UserId),
        database.Text(FullName),
        SqlWords.Word<ParticipantStatus>(Status),
        SqlWords.Word<ParticipantRole>(Role),
        JoinedAt,
        LeftAt);
}
