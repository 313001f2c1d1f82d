using FChat.Ledger;
using FChat.Rooms;
using static FChat.Storage.Ledger.SqlWords;

namespace FChat.Storage.Ledger;

/// <summary>The tables of the ledger.</summary>
internal static class LedgerTables
{
    public static LedgerTable<CallRow> Calls { get; } = new LedgerTable<CallRow>("chat_call_session")
        .Key("call_session_id", r => r.Call.Value)
        .Word("room_id", r => r.Room.Value)
        .Word("call_type", r => Name(r.Type))
        .Word("call_status", r => Name(r.Status))
        .Word("initiated_by", r => r.InitiatedBy.Value)
        .Time("creation", r => r.Creation)
        .Time("ring_expires_at", r => r.RingExpiresAt)
        .Time("connected_at", r => r.ConnectedAt)
        .Time("ended_at", r => r.EndedAt)
        .Word("end_reason", r => r.EndReason is { } reason ? Snake(reason) : null)
        .Word("ended_by", r => r.EndedBy?.Value)
        .Number("total_duration", r => r.TotalDuration)
        .Time("next_deadline", r => r.NextDeadline)
        .Version(r => r.Version);

    public static LedgerTable<ParticipantRow> Participants { get; } = new LedgerTable<ParticipantRow>("chat_call_participant")
        .Key("call_session_id", r => r.Call.Value)
        .Key("user_id", r => r.User.Value)
        .Text("full_name", r => r.FullName)
        .Word("role", r => Snake(r.Role))
        .Word("status", r => Name(r.Status))
        .Time("joined_at", r => r.JoinedAt)
        .Time("left_at", r => r.LeftAt)
        .Version(r => r.Version);

    public static LedgerTable<RoomRow> Rooms { get; } = new LedgerTable<RoomRow>("chat_room")
        .Key("room_id", r => r.Room.Value)
        .Text("room_name", r => r.Name)
        .Word("room_type", r => Name(r.Type))
        .Word("owner", r => r.Owner.Value)
        .Time("creation", r => r.Creation)
        .Number("last_message_seq", r => r.LastMessageSeq)
        .Time("last_message_at", r => r.LastMessageAt)
        .Version(r => r.Version);

    public static LedgerTable<RoomMemberRow> Members { get; } = new LedgerTable<RoomMemberRow>("chat_room_member")
        .Key("room_id", r => r.Room.Value)
        .Key("user_id", r => r.User.Value)
        .Text("full_name", r => r.FullName)
        .Word("role", r => Snake(r.Role))
        .Number("read_seq", r => r.ReadSeq)
        .Time("joined_at", r => r.JoinedAt)
        .Time("left_at", r => r.LeftAt)
        .Version(r => r.Version);

    public static LedgerTable<MessageView> Messages { get; } = new LedgerTable<MessageView>("chat_message")
        .Key("room_id", r => r.RoomId.Value)
        .NumberKey("seq", r => r.Seq)
        .Word("message_id", r => r.MessageId)
        .Word("sender", r => r.Sender.Value)
        .Text("content", r => r.Content)
        .Time("creation", r => r.Creation)
        .Text("client_message_id", r => r.ClientMessageId);

    public static LedgerTable<CallEventRow> Events { get; } = new LedgerTable<CallEventRow>("chat_call_event")
        .Key("call_session_id", r => r.Call.Value)
        .NumberKey("seq", r => r.Seq)
        .Time("creation", r => r.Creation)
        .Text("payload", r => r.Payload);

    public static LedgerTable<UserActivityRow> Activities { get; } = new LedgerTable<UserActivityRow>("chat_user_activity")
        .Key("user_id", r => r.User.Value)
        .Text("full_name", r => r.FullName)
        .Word("chat_status", r => Name(r.ChosenStatus))
        .Flag("is_online", r => r.IsOnline)
        .Time("last_activity", r => r.LastActivity)
        .Version(r => r.Version);
}
