using System.Collections.Immutable;
using Dapper;
using FChat.Ledger;
using FChat.Rooms;

namespace FChat.Storage.Ledger;

/// <summary>Reads rooms and messages.</summary>
internal sealed class SqlRoomLedger(ILedgerDatabase database) : IRoomLedger
{
    private readonly string _coMembersOfUsers = LedgerQueries.CoMembersOfUsers(database);

    public Task<ImmutableArray<RoomId>> RoomsOf(UserId user, CancellationToken cancellation) =>
        Many<string, RoomId>(LedgerQueries.RoomsOfUser, new { user = user.Value }, id => new RoomId(id), cancellation);

    public Task<ImmutableArray<(UserId User, UserId CoMember)>> CoMembers(IReadOnlyCollection<UserId> users, CancellationToken cancellation) =>
        Many<(string User, string Other), (UserId, UserId)>(
            _coMembersOfUsers,
            new { users = database.Texts(users.Select(u => u.Value)) },
            pair => (new UserId(pair.User), new UserId(pair.Other)),
            cancellation);

    public Task<ImmutableArray<MessageView>> Messages(RoomId room, long? beforeSeq, int limit, CancellationToken cancellation) =>
        Many<MessageRecord, MessageView>(
            LedgerQueries.MessagesOfRoom,
            new { room = room.Value, before = beforeSeq ?? long.MaxValue, limit },
            m => new MessageView(m.MessageId, room, m.Seq, new UserId(m.Sender), database.Text(m.Content)!, m.Creation, database.Text(m.ClientMessageId)),
            cancellation);

    private Task<ImmutableArray<T>> Many<TRecord, T>(string sql, object some, Func<TRecord, T> read, CancellationToken cancellation) =>
        database.Read(
            async connection =>
            {
                var records = await connection.QueryAsync<TRecord>(new CommandDefinition(sql, some, cancellationToken: cancellation));
                return records.Select(read).ToImmutableArray();
            },
            cancellation);

    private sealed record MessageRecord(string MessageId, long Seq, string Sender, string Content, DateTimeOffset Creation, string? ClientMessageId);
}
