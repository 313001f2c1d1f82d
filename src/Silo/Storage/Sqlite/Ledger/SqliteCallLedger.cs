using System.Collections.Immutable;
using System.Text.Json;
using Dapper;
using FChat.Calls;
using FChat.Directory;
using FChat.Ledger;
using Microsoft.Data.Sqlite;

namespace FChat.Storage.Sqlite.Ledger;

/// <summary>Reads calls from the SQLite file.</summary>
internal sealed class SqliteCallLedger(ReadGate gate) : ICallLedger
{
    public Task<(ImmutableArray<CallSummary> Calls, int Total)> History(RoomId room, int page, int pageSize, CancellationToken cancellation)
    {
        var some = new { room = room.Value, size = pageSize, skip = (page - 1L) * pageSize };
        return gate.Snapshot(connection => (Summaries(connection, some), connection.QuerySingle<int>(CountOfRoom, some)), cancellation);
    }

    public Task<ImmutableArray<CallId>> OpenInvitations(UserId user, DateTimeOffset now, CancellationToken cancellation) =>
        Ids(InvitationsOfUser, new { user = user.Value, now = SqlText.Of(now) }, cancellation);

    public Task<ImmutableArray<CallId>> Due(DateTimeOffset now, int most, CancellationToken cancellation) =>
        Ids(DueCalls, new { now = SqlText.Of(now), most }, cancellation);

    public Task<(ImmutableArray<CallId> Calls, int Total)> Open(int page, int pageSize, CancellationToken cancellation)
    {
        var some = new { size = pageSize, skip = (page - 1L) * pageSize };
        return gate.Snapshot(connection => (Ids(connection, OpenCalls, some), connection.QuerySingle<int>(CountOfOpen)), cancellation);
    }

    public Task<ImmutableArray<CallCount>> Statistics(DateTimeOffset since, CancellationToken cancellation) =>
        gate.Snapshot(connection => Counts(connection, SqlText.Of(since)), cancellation);

    private Task<ImmutableArray<CallId>> Ids(string sql, object some, CancellationToken cancellation) =>
        gate.Snapshot(connection => Ids(connection, sql, some), cancellation);

    private static ImmutableArray<CallId> Ids(SqliteConnection connection, string sql, object some) =>
        [.. connection.Query<string>(sql, some).Select(id => new CallId(id))];

    private static ImmutableArray<CallSummary> Summaries(SqliteConnection connection, object some)
    {
        var calls = connection.Query<CallRecord>(CallsOfRoom, some).AsList();
        var ids = JsonSerializer.Serialize(calls.Select(c => c.CallSessionId));
        var participants = connection.Query<ParticipantRecord>(ParticipantsOfCalls, new { ids }).ToLookup(p => p.CallSessionId);
        return [.. calls.Select(call => call.With(participants[call.CallSessionId]))];
    }

    private static ImmutableArray<CallCount> Counts(SqliteConnection connection, string since) =>
    [
        .. connection.Query<(string Type, string Status, long Count, double Average)>(CountsByTypeAndStatus, new { since })
            .Select(r => new CallCount(SqlText.Word<CallType>(r.Type), SqlText.Word<CallStatus>(r.Status), r.Count, r.Average)),
    ];

    private const string CallsOfRoom = $"""
        select {CallRecord.Columns} from chat_call_session
        where room_id = @room order by creation desc, call_session_id desc limit @size offset @skip
        """;

    private const string CountOfRoom = "select count(*) from chat_call_session where room_id = @room";

    private const string ParticipantsOfCalls = $"""
        select {ParticipantRecord.Columns} from chat_call_participant
        where call_session_id in (select value from json_each(@ids)) order by call_session_id, user_id
        """;

    private const string InvitationsOfUser = """
        select c.call_session_id from chat_call_participant p join chat_call_session c on c.call_session_id = p.call_session_id
        where p.user_id = @user and p.status in ('Invited', 'Ringing') and c.ended_at is null and c.ring_expires_at > @now
        order by c.creation, c.call_session_id
        """;

    private const string DueCalls = """
        select call_session_id from chat_call_session
        where ended_at is null and next_deadline <= @now order by next_deadline limit @most
        """;

    private const string OpenCalls = """
        select call_session_id from chat_call_session
        where ended_at is null order by creation desc, call_session_id desc limit @size offset @skip
        """;

    private const string CountOfOpen = "select count(*) from chat_call_session where ended_at is null";

    private const string CountsByTypeAndStatus = """
        select call_type, call_status, count(*), avg(total_duration) from chat_call_session
        where creation >= @since group by call_type, call_status order by call_type, call_status
        """;
}
