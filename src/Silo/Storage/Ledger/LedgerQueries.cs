namespace FChat.Storage.Ledger;

/// <summary>What is asked of the ledger. Each has an index that serves it.</summary>
internal static class LedgerQueries
{
    public const string CallsOfRoom = $"""
        select {CallRecord.Columns} from chat_call_session
        where room_id = @room order by creation desc, call_session_id desc limit @size offset @skip
        """;

    public const string CountOfRoom = "select count(*) from chat_call_session where room_id = @room";

    public const string InvitationsOfUser = """
        select c.call_session_id from chat_call_participant p join chat_call_session c on c.call_session_id = p.call_session_id
        where p.user_id = @user and p.status in ('Invited', 'Ringing') and c.ended_at is null and c.ring_expires_at > @now
        order by c.creation, c.call_session_id
        """;

    public const string DueCalls = """
        select call_session_id from chat_call_session
        where ended_at is null and next_deadline <= @now order by next_deadline limit @most
        """;

    public const string OpenCalls = """
        select call_session_id from chat_call_session
        where ended_at is null order by creation desc, call_session_id desc limit @size offset @skip
        """;

    public const string CountOfOpen = "select count(*) from chat_call_session where ended_at is null";

    public const string CountsByTypeAndStatus = """
        select call_type, call_status, count(*), cast(avg(total_duration) as double precision) from chat_call_session
        where creation >= @since group by call_type, call_status order by call_type, call_status
        """;

    public const string RoomsOfUser = """
        select r.room_id from chat_room_member m join chat_room r on r.room_id = m.room_id
        where m.user_id = @user and m.left_at is null
        order by coalesce(r.last_message_at, r.creation) desc, r.room_id
        """;

    public const string MessagesOfRoom = """
        select message_id as MessageId, seq as Seq, sender as Sender, content as Content, creation as Creation, client_message_id as ClientMessageId
        from chat_message where room_id = @room and seq < @before order by seq desc limit @limit
        """;

    public static string EventsAfter(ILedgerDatabase database) => $"""
        select position as Position, call_session_id as CallSessionId, seq as Seq, creation as Creation, payload as Payload from chat_call_event
        where position > @position and {database.IsSettled} order by position limit @most
        """;

    public static string EventsOfCall(ILedgerDatabase database) => $"""
        select position as Position, call_session_id as CallSessionId, seq as Seq, creation as Creation, payload as Payload from chat_call_event
        where call_session_id = @call and position > @position and {database.IsSettled} order by seq limit @most
        """;

    public static string LastEvent(ILedgerDatabase database) => $"select coalesce((select position from chat_call_event where {database.IsSettled} order by position desc limit 1), 0)";

    public static string OldEvents(string before, string most) => $"""
        delete from chat_call_event where position in (select position from chat_call_event where creation < {before} order by creation limit {most})
        """;

    public static string OldCalls(string service, string before, string most) => $"""
        delete from grain_state where service_id = {service} and grain_type = 'call' and grain_key in (
            select g.grain_key from grain_state g
            where g.service_id = {service} and g.grain_type = 'call' and g.grain_key < {before}
              and not exists (select 1 from chat_call_session c where c.call_session_id = substr(g.grain_key, 3) and c.ended_at is null)
            order by g.grain_key limit {most})
        """;

    public static string ParticipantsOfCalls(ILedgerDatabase database) => $"""
        select {ParticipantRecord.Columns} from chat_call_participant
        where {database.IsOneOf("call_session_id", "@ids")} order by call_session_id, user_id
        """;

    public static string CoMembersOfUsers(ILedgerDatabase database) => $"""
        select distinct m.user_id, o.user_id
        from chat_room_member m join chat_room_member o on o.room_id = m.room_id and o.left_at is null and o.user_id <> m.user_id
        where {database.IsOneOf("m.user_id", "@users")} and m.left_at is null
        """;
}
