using FChat.Ledger;
using FChat.Rooms;

namespace FChat.Storage.Sqlite.Ledger;

/// <summary>The six tables of the ledger.</summary>
internal static class LedgerTables
{
    public static LedgerTable<CallRow> Calls { get; } = new(
        "chat_call_session",
        ["call_session_id"],
        ["room_id", "call_type", "call_status", "initiated_by", "creation", "ring_expires_at", "connected_at", "ended_at", "end_reason", "ended_by", "total_duration", "next_deadline", "version"],
        r =>
        [
            r.Call.Value, r.Room.Value, SqlText.Name(r.Type), SqlText.Name(r.Status), r.InitiatedBy.Value,
            SqlText.Of(r.Creation), SqlText.Of(r.RingExpiresAt), SqlText.Of(r.ConnectedAt), SqlText.Of(r.EndedAt),
            r.EndReason is { } reason ? SqlText.Snake(reason) : null, r.EndedBy?.Value, r.TotalDuration, SqlText.Of(r.NextDeadline), r.Version,
        ]);

    public static LedgerTable<ParticipantRow> Participants { get; } = new(
        "chat_call_participant",
        ["call_session_id", "user_id"],
        ["full_name", "role", "status", "joined_at", "left_at", "version"],
        r => [r.Call.Value, r.User.Value, r.FullName, SqlText.Snake(r.Role), SqlText.Name(r.Status), SqlText.Of(r.JoinedAt), SqlText.Of(r.LeftAt), r.Version]);

    public static LedgerTable<RoomRow> Rooms { get; } = new(
        "chat_room",
        ["room_id"],
        ["room_name", "room_type", "owner", "creation", "last_message_seq", "last_message_at", "version"],
        r => [r.Room.Value, r.Name, SqlText.Name(r.Type), r.Owner.Value, SqlText.Of(r.Creation), r.LastMessageSeq, SqlText.Of(r.LastMessageAt), r.Version]);

    public static LedgerTable<RoomMemberRow> Members { get; } = new(
        "chat_room_member",
        ["room_id", "user_id"],
        ["full_name", "role", "read_seq", "joined_at", "left_at", "version"],
        r => [r.Room.Value, r.User.Value, r.FullName, SqlText.Snake(r.Role), r.ReadSeq, SqlText.Of(r.JoinedAt), SqlText.Of(r.LeftAt), r.Version]);

    public static LedgerTable<MessageView> Messages { get; } = new(
        "chat_message",
        ["room_id", "seq"],
        ["message_id", "sender", "content", "creation", "client_message_id"],
        r => [r.RoomId.Value, r.Seq, r.MessageId, r.Sender.Value, r.Content, SqlText.Of(r.Creation), r.ClientMessageId]);

    public static LedgerTable<UserActivityRow> Activities { get; } = new(
        "chat_user_activity",
        ["user_id"],
        ["full_name", "chat_status", "is_online", "last_activity", "version"],
        r => [r.User.Value, r.FullName, SqlText.Name(r.ChosenStatus), r.IsOnline, SqlText.Of(r.LastActivity), r.Version]);
}
