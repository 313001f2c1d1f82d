using System.Collections.Immutable;
using System.Data.Common;
using Dapper;
using FChat.Calls;
using FChat.Directory;
using FChat.Ledger;

namespace FChat.Storage.Ledger;

/// <summary>Reads calls.</summary>
internal sealed class SqlCallLedger(ILedgerDatabase database) : ICallLedger
{
    private readonly string _participantsOfCalls = LedgerQueries.ParticipantsOfCalls(database);

    public Task<(ImmutableArray<CallSummary> Calls, int Total)> History(RoomId room, int page, int pageSize, CancellationToken cancellation)
    {
        var some = new { room = room.Value, size = pageSize, skip = (page - 1L) * pageSize };
        return database.Snapshot(
            async connection => (await Summaries(connection, some, cancellation), await Count(connection, LedgerQueries.CountOfRoom, some, cancellation)),
            cancellation);
    }

    public Task<ImmutableArray<CallId>> OpenInvitations(UserId user, DateTimeOffset now, CancellationToken cancellation) =>
        database.Read(
            connection => Ids(connection, LedgerQueries.InvitationsOfUser, new { user = user.Value, now = database.Time(now) }, cancellation), cancellation);

    public Task<ImmutableArray<CallId>> Due(DateTimeOffset now, int most, CancellationToken cancellation) =>
        database.Read(connection => Ids(connection, LedgerQueries.DueCalls, new { now = database.Time(now), most }, cancellation), cancellation);

    public Task<(ImmutableArray<CallId> Calls, int Total)> Open(int page, int pageSize, CancellationToken cancellation)
    {
        var some = new { size = pageSize, skip = (page - 1L) * pageSize };
        return database.Snapshot(
            async connection => (await Ids(connection, LedgerQueries.OpenCalls, some, cancellation), await Count(connection, LedgerQueries.CountOfOpen, null, cancellation)),
            cancellation);
    }

    public Task<ImmutableArray<CallCount>> Statistics(DateTimeOffset since, CancellationToken cancellation) =>
        database.Read(connection => Counts(connection, database.Time(since), cancellation), cancellation);

    private async Task<ImmutableArray<CallSummary>> Summaries(DbConnection connection, object some, CancellationToken cancellation)
    {
        var calls = (await connection.QueryAsync<CallRecord>(Command(LedgerQueries.CallsOfRoom, some, cancellation))).AsList();
        var ids = new { ids = database.Texts(calls.Select(c => c.CallSessionId)) };
        var participants = (await connection.QueryAsync<ParticipantRecord>(Command(_participantsOfCalls, ids, cancellation)))
            .ToLookup(p => p.CallSessionId, p => p.Summary(database));
        return [.. calls.Select(call => call.With(participants[call.CallSessionId]))];
    }

    private static async Task<ImmutableArray<CallId>> Ids(DbConnection connection, string sql, object some, CancellationToken cancellation) =>
        [.. (await connection.QueryAsync<string>(Command(sql, some, cancellation))).Select(id => new CallId(id))];

    private static Task<int> Count(DbConnection connection, string sql, object? some, CancellationToken cancellation) =>
        connection.QuerySingleAsync<int>(Command(sql, some, cancellation));

    private static async Task<ImmutableArray<CallCount>> Counts(DbConnection connection, object since, CancellationToken cancellation)
    {
        var counts = await connection.QueryAsync<(string Type, string Status, long Count, double Average)>(
            Command(LedgerQueries.CountsByTypeAndStatus, new { since }, cancellation));
        return [.. counts.Select(r => new CallCount(SqlWords.Word<CallType>(r.Type), SqlWords.Word<CallStatus>(r.Status), r.Count, r.Average))];
    }

    private static CommandDefinition Command(string sql, object? some, CancellationToken cancellation) => new(sql, some, cancellationToken: cancellation);
}
