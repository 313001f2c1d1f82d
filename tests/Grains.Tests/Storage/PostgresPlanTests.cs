using FChat.Ledger;
using Microsoft.Extensions.DependencyInjection;
using static FChat.Storage.Rows;

namespace FChat.Storage;

/// <summary>That every question to the ledger, and every write, finds its rows by an index, as PostgreSQL itself counted.</summary>
[Collection<OnPostgres>]
public sealed class PostgresPlanTests(PostgresServer server) : IAsyncLifetime
{
    private const string Looks = "select coalesce(string_agg(relname || ' ' || seq_scan, ', ' order by relname), '') from pg_stat_user_tables where relname like 'chat\\_%'";

    private PostgresDatabase _database = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await PostgresDatabase.Create(server);
        await _database.Start();
        await _database.DisposeServices();
        PostgresServer.Scalar(_database.ConnectionString, Crowd);
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task No_question_and_no_write_looks_through_a_whole_table()
    {
        await NobodyIsConnected();
        var before = PostgresServer.Scalar(_database.ConnectionString, Looks);

        var services = await _database.Start();

        // More often than a statement is planned for its own values.
        for (var i = 0; i < 20; i++)
        {
            await AskEverything(services);
        }

        await _database.DisposeServices();
        await NobodyIsConnected();
        Assert.Equal(before, PostgresServer.Scalar(_database.ConnectionString, Looks));
    }

    private static async Task AskEverything(IServiceProvider services)
    {
        var calls = services.GetRequiredService<ICallLedger>();
        var rooms = services.GetRequiredService<IRoomLedger>();
        var (room, user) = (new RoomId("room17"), new UserId("user17"));
        Assert.Equal(10, (await calls.History(room, 2, 10, Cancellation)).Calls.Length);
        Assert.NotEmpty(await calls.OpenInvitations(user, At(-1), Cancellation));
        Assert.NotEmpty(await calls.Due(At(1e6), 100, Cancellation));
        Assert.NotEmpty((await calls.Open(1, 20, Cancellation)).Calls);
        Assert.NotEmpty(await calls.Statistics(At(19_900), Cancellation));
        Assert.NotEmpty(await rooms.RoomsOf(user, Cancellation));
        Assert.NotEmpty(await rooms.CoMembers([user, new UserId("user18")], Cancellation));
        Assert.NotEmpty(await rooms.Messages(room, 500, 20, Cancellation));
        var events = services.GetRequiredService<ICallEventLedger>();
        Assert.NotEmpty(await events.After(19_000, null, 20, Cancellation));
        Assert.NotEmpty(await events.After(0, new CallId("call15000"), 20, Cancellation));
        Assert.NotEqual(0, await events.Last(Cancellation));
        var writer = services.GetRequiredService<ILedgerWriter>();
        await writer.Write([Everything], Cancellation);
        Assert.Equal(10, await writer.ForgetEvents(At(10_000), 10, Cancellation));
    }

    // Who disconnects hands its counts in.
    private async Task NobodyIsConnected()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while ((long)PostgresServer.Scalar(server.Server.ConnectionString("postgres"), "select count(*) from pg_stat_activity where datname = $1 and backend_type = 'client backend'", _database.Name)! > 0)
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private static LedgerRows Everything => new()
    {
        Calls = [Call(5)],
        Participants = [Participant(5, "user17", Calls.ParticipantStatus.Ringing)],
        Rooms = [RoomOf("room17", 1)],
        Members = [Member("room17", "user17")],
        Messages = [Message(7, "again", new RoomId("room17"))],
        Events = [new CallEventRow(CallNumber(5), 1, Start, "{}")],
        Activities = [Activity("user17", Presence.UserStatus.Away, 1)],
    };

    // 20,000 calls of 100 rooms, of which 200 are open; 10,000 users in 10 rooms each, of 20,000; 50,000 messages. Of a smaller table, the whole is cheaper than an index.
    private static string Crowd => $"""
        insert into chat_call_session
        select 'call' || i, 'room' || i % 100, 'Audio', case when i % 100 = 17 then 'Ringing' else 'Ended' end, 'user1', start + i * interval '1 s',
               start + (i + 45) * interval '1 s', null, case when i % 100 = 17 then null else start end, null, null, 0, case when i % 100 = 17 then start end, 1
        from generate_series(1, 20000) i, (select timestamptz '{Start:O}' as start) s;
        insert into chat_call_participant
        select 'call' || i, 'user' || (i + j * 17) % 1000, null, 'participant', case when i % 100 = 17 then 'Ringing' else 'Left' end, null, null, 1
        from generate_series(1, 20000) i, generate_series(0, 1) j;
        insert into chat_room select 'room' || i, null, 'Group', 'user1', now(), 0, null, 1 from generate_series(1, 20000) i;
        insert into chat_room_member
        select 'room' || (i * 2 + j * 7) % 20000, 'user' || i, null, 'member', 0, now(), null, 1 from generate_series(1, 10000) i, generate_series(1, 10) j;
        insert into chat_message
        select 'room' || i % 50, i / 50, 'message' || i, 'user1', 'text', now(), null from generate_series(1, 50000) i;
        insert into chat_call_event select 'call' || i, 1, start + i * interval '1 s', 'event' from generate_series(1, 20000) i, (select timestamptz '{Start:O}' as start) s;
        insert into chat_user_activity select 'user' || i, null, 'Online', true, now(), 1 from generate_series(1, 10000) i;
        analyze
        """;
}
