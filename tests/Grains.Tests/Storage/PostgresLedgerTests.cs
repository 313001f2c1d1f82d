using FChat.Calls;
using FChat.Ledger;
using Microsoft.Extensions.DependencyInjection;
using static FChat.Storage.Rows;

namespace FChat.Storage;

/// <summary>The spec on PostgreSQL, and what is about several silos.</summary>
[Collection<OnPostgres>]
public sealed class PostgresLedgerTests(PostgresServer server) : LedgerSpec
{
    private PostgresDatabase _database = null!;

    [Fact]
    public async Task Silos_that_write_the_same_rows_in_any_order_never_wait_in_a_circle_and_the_newest_stays()
    {
        await using var other = _database.Another();
        ILedgerWriter[] writers = [(await _database.Start()).GetRequiredService<ILedgerWriter>(), (await other.Start()).GetRequiredService<ILedgerWriter>()];
        const int versions = 40;

        await Task.WhenAll(Enumerable.Range(1, versions).Select(version => Task.Run(() => writers[version % 2].Write(Shuffled(version), CancellationToken.None))));

        Assert.Equal(0L, PostgresServer.Scalar(_database.ConnectionString, "select deadlocks from pg_stat_database where datname = current_database()"));
        Assert.Equal(50L, PostgresServer.Scalar(_database.ConnectionString, $"select count(*) from chat_call_session where version = {versions}"));
        Assert.Equal(100L, PostgresServer.Scalar(_database.ConnectionString, $"select count(*) from chat_call_participant where version = {versions}"));
    }

    [Fact]
    public async Task A_batch_is_one_transaction_whatever_is_in_it()
    {
        var writer = (await _database.Start()).GetRequiredService<ILedgerWriter>();
        await writer.Write(Shuffled(1), CancellationToken.None);

        Assert.Equal(1L, PostgresServer.Scalar(_database.ConnectionString, "select count(distinct xmin::text) from (select xmin from chat_call_session union all select xmin from chat_call_participant) written"));
    }

    protected override async Task<Database> Open() => _database = await PostgresDatabase.Create(server);

    private static LedgerRows[] Shuffled(int version)
    {
        var random = new Random(version);
        var rows = Enumerable.Range(1, 50).Select(i => new LedgerRows
        {
            Calls = [Call(i, version: version)],
            Participants = [Participant(i, "zoe", ParticipantStatus.Ringing, version), Participant(i, "bob", ParticipantStatus.Ringing, version)],
        }).ToArray();
        random.Shuffle(rows);
        return rows;
    }
}
