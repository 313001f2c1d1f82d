using System.Collections.Immutable;
using System.Text.Json;
using Dapper;
using FChat.Ledger;
using FChat.Rooms;

namespace FChat.Storage.Sqlite.Ledger;

/// <summary>Reads rooms and messages from the SQLite file.</summary>
internal sealed class SqliteRoomLedger(ReadGate gate) : IRoomLedger
{
    public Task<ImmutableArray<RoomId>> RoomsOf(UserId user, CancellationToken cancellation) =>
        Many<string, RoomId>(RoomsOfUser, new { user = user.Value }, id => new RoomId(id), cancellation);

    public Task<ImmutableArray<(UserId User, UserId CoMember)>> CoMembers(IReadOnlyCollection<UserId> users, CancellationToken cancellation) =>
        Many<(string User, string Other), (UserId, UserId)>(
            CoMembersOfUsers,
            new { users = JsonSerializer.Serialize(users.Select(u => u.Value)) },
            pair => (new UserId(pair.User), new UserId(pair.Other)),
            cancellation);

    public Task<ImmutableArray<MessageView>> Messages(RoomId room, long? beforeSeq, int limit, CancellationToken cancellation) =>
        Many<MessageRecord, MessageView>(
            MessagesOfRoom, new { room = room.Value, before = beforeSeq ?? long.MaxValue, limit }, m => m.In(room), cancellation);

    private Task<ImmutableArray<T>> Many<TRecord, T>(string sql, object some, Func<TRecord, T> read, CancellationToken cancellation) =>
        gate.Snapshot(connection => connection.Query<TRecord>(sql, some).Select(read).ToImmutableArray(), cancellation);

    private const string RoomsOfUser = """
        select r.room_id from chat_room_member m join chat_room r on r.room_id = m.room_id
        where m.user_id = @user and m.left_at is null
        order by coalesce(r.last_message_at, r.creation) desc, r.room_id
        """;

    private const string CoMembersOfUsers = """
        select distinct m.user_id, o.user_id
        from json_each(@users) u
        join chat_room_member m on m.user_id = u.value and m.left_at is null
        join chat_room_member o on o.room_id = m.room_id and o.left_at is null and o.user_id <> m.user_id
        """;

    private const string MessagesOfRoom = """
        select message_id as MessageId, seq as Seq, sender as Sender, content as Content, creation as Creation, client_message_id as ClientMessageId
        from chat_message where room_id = @room and seq < @before order by seq desc limit @limit
        """;

    private sealed record MessageRecord(string MessageId, long Seq, string Sender, string Content, string Creation, string? ClientMessageId)
    {
        public MessageView In(RoomId room) =>
            new(MessageId, room, Seq, new UserId(Sender), Content, SqlText.Time(Creation), ClientMessageId);
    }
}
