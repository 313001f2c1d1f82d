using FChat.Storage.Postgres;
using FChat.Storage.Postgres.Writes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Npgsql;

namespace FChat.Storage;

/// <summary>Rows of several grains that go to the database together.</summary>
[Collection<OnPostgres>]
public sealed class PostgresGatheredWriteTests(PostgresServer server) : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private PostgresDatabase _database = null!;
    private GrainWriter _writer = null!;
    private NpgsqlDataSource _source = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await PostgresDatabase.Create(server);
        var services = await _database.Start();
        (_writer, _source) = (services.GetRequiredService<GrainWriter>(), services.GetRequiredService<NpgsqlDataSource>());
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task What_gathers_while_a_write_is_under_way_is_one_transaction(int atOnce)
    {
        var lane = LaneOf(atOnce, patience: TimeSpan.FromMinutes(1));
        Assert.Equal(1, await lane.Write(First("c:held")));
        Task<int?>[] gathered;
        await using (await Hold("c:held"))
        {
            var held = lane.Write(new GrainWrite("note", "c:held", 1, "{}"));
            await Eventually("select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'", 1L);
            gathered = [held, .. Enumerable.Range(0, 20).Select(i => lane.Write(First($"c:{i}")))];
            Assert.DoesNotContain(gathered, write => write.IsCompleted);
        }

        Assert.Equal([2, .. Enumerable.Repeat<int?>(1, 20)], await Task.WhenAll(gathered));
        Assert.Equal(2L, Scalar("select count(distinct xmin::text) from grain_state"));
    }

    [Fact]
    public async Task While_a_write_takes_long_others_go_by()
    {
        var lane = LaneOf(atOnce: 2, patience: TimeSpan.Zero);
        Assert.Equal(1, await lane.Write(First("c:held")));
        Task<int?> held;
        await using (await Hold("c:held"))
        {
            held = lane.Write(new GrainWrite("note", "c:held", 1, "{}"));
            await Eventually("select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'", 1L);
            foreach (var i in Enumerable.Range(0, 5))
            {
                Assert.Equal(1, await lane.Write(First($"c:{i}")).WaitAsync(Patience, TestContext.Current.CancellationToken));
            }

            Assert.False(held.IsCompleted);
        }

        Assert.Equal(2, await held);
        Assert.Equal(1, await lane.Write(First("c:after")));
    }

    [Fact]
    public async Task Whatever_begins_and_ends_in_between_no_write_is_forgotten()
    {
        var lane = LaneOf(atOnce: 3, patience: TimeSpan.FromMilliseconds(1));
        var writers = Enumerable.Range(0, 40).Select(async writer =>
        {
            int? version = null;
            for (var i = 0; i < 50; i++)
            {
                version = await lane.Write(new GrainWrite("note", $"c:{writer}", version, "{}"));
            }

            return version;
        });

        Assert.All(await Task.WhenAll(writers).WaitAsync(Patience, TestContext.Current.CancellationToken), version => Assert.Equal(50, version));
    }

    [Fact]
    public async Task Of_rows_that_go_together_those_that_others_have_written_conflict_and_the_rest_is_written()
    {
        await _writer.Write([First("c:1"), First("c:2")]);
        GrainWrite[] writes =
        [
            First("c:1"), new GrainWrite("note", "c:2", 1, "{}"), new GrainWrite("note", "c:3", 1, "{}"), First("c:4"), new GrainWrite("note", "c:2", 1, "{}"),
        ];
        await _writer.Write(writes);

        Assert.Equal([null, 2, null, 1, null], await Task.WhenAll(writes.Select(write => write.Done)));
        Assert.Equal(3L, Scalar("select count(*) from grain_state"));
    }

    [Fact]
    public async Task A_row_that_cannot_be_stored_fails_alone()
    {
        GrainWrite[] writes = [First("c:1"), First("c:nul\0"), First("c:2")];
        await _writer.Write(writes);

        Assert.Equal(1, await writes[0].Done);
        await Assert.ThrowsAsync<PostgresException>(() => writes[1].Done);
        Assert.Equal(1, await writes[2].Done);
    }

    [Fact]
    public async Task The_rows_are_found_by_their_key_in_a_table_that_the_planner_has_never_looked_at()
    {
        var writes = Enumerable.Range(0, 500).Select(i => First($"c:{i}")).ToList();
        await _writer.Write(writes);
        Scalar("select pg_stat_reset()");
        await _writer.Write([.. Enumerable.Range(0, 64).Select(i => new GrainWrite("note", $"c:{i}", 1, "{}"))]);

        // A connection hands its figures over at its end.
        _source.Clear();
        await Eventually("select coalesce(idx_tup_fetch, 0) from pg_stat_user_tables where relname = 'grain_state'", 64L);
        Assert.Equal(0L, Scalar("select seq_scan from pg_stat_user_tables where relname = 'grain_state'"));
    }

    private GrainWriteLane LaneOf(int atOnce, TimeSpan patience) =>
        new(_writer, Options.Create(new PostgresOptions { WritesAtOnce = atOnce, WritePatience = patience }));

    private static GrainWrite First(string key) => new("note", key, null, "{}");

    private async Task Eventually(string query, object wanted)
    {
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        while (!wanted.Equals(Scalar(query)))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, patience.Token);
        }
    }

    private object? Scalar(string query) => PostgresServer.Scalar(_database.ConnectionString, query);

    private async Task<NpgsqlConnection> Hold(string key)
    {
        var connection = new NpgsqlConnection(PostgresServer.Unpooled(_database.ConnectionString));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"begin; select 1 from grain_state where grain_key = '{key}' for update", connection);
        await command.ExecuteNonQueryAsync();
        return connection;
    }
}
