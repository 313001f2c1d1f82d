using FChat.LoadTests.Servers.Backings;
using FChat.TestServers;
using Npgsql;

namespace FChat.LoadTests.Servers;

[Collection("Servers")]
public sealed class PostgresServerTests : IAsyncLifetime
{
    private PostgresServer _server = null!;
    private NpgsqlDataSource _source = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable(PrivatePostgres.Variable) is { Length: > 0 }, "A server was given; it is not ours to measure.");
        _server = await PostgresServer.StartAsync();
        _source = NpgsqlDataSource.Create(_server.Connection);
        await ExecuteAsync("create table kept (name text primary key, number int)");
        await ExecuteAsync("insert into kept values ('a', 0), ('b', 0)");
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _source.DisposeAsync();
            await _server.DisposeAsync();
        }
    }

    [Fact]
    public async Task Statements_are_the_reads_and_writes_and_commits_are_what_wrote()
    {
        var before = await CountAsync();
        await using (var connection = await _source.OpenConnectionAsync(Cancellation))
        await using (var transaction = await connection.BeginTransactionAsync(Cancellation))
        {
            await ExecuteAsync("update kept set number = 1 where name = 'a'", connection);
            await ExecuteAsync("update kept set number = 1 where name = 'b'", connection);
            await transaction.CommitAsync(Cancellation);
        }

        await ExecuteAsync("select * from kept");

        Assert.Equal(new DatabaseCounts(Statements: 3, Commits: 1, Deadlocks: 0, LockWaits: 0, LockTimeouts: 0), (await CountAsync()).Since(before));
    }

    [Fact]
    public async Task A_transaction_that_waits_for_another_s_row_is_counted_while_it_waits()
    {
        await using var holder = await _source.OpenConnectionAsync(Cancellation);
        await using var held = await holder.BeginTransactionAsync(Cancellation);
        await ExecuteAsync("update kept set number = 1 where name = 'a'", holder);

        var waiting = ExecuteAsync("update kept set number = 2 where name = 'a'");
        while ((await CountAsync()).LockWaits == 0)
        {
            Assert.False(waiting.IsCompleted);
        }

        await held.CommitAsync(Cancellation);
        await waiting;
        Assert.Equal((0, 0), ((await CountAsync()).Deadlocks, (await CountAsync()).LockTimeouts));
    }

    [Fact]
    public async Task Two_that_take_the_same_rows_the_other_way_round_are_one_deadlock()
    {
        await using var first = await _source.OpenConnectionAsync(Cancellation);
        await using var second = await _source.OpenConnectionAsync(Cancellation);
        await ExecuteAsync("begin; update kept set number = 1 where name = 'a'", first);
        await ExecuteAsync("begin; update kept set number = 2 where name = 'b'", second);

        var both = new[] { ExecuteAsync("update kept set number = 1 where name = 'b'", first), ExecuteAsync("update kept set number = 2 where name = 'a'", second) };
        await Assert.ThrowsAsync<PostgresException>(() => Task.WhenAll(both));

        Assert.Equal(1, (await CountAsync()).Deadlocks);
    }

    private async Task<DatabaseCounts> CountAsync() => (await _server.CountAsync(Cancellation))!;

    private async Task ExecuteAsync(string sql, NpgsqlConnection? connection = null)
    {
        await using var command = connection is null ? _source.CreateCommand(sql) : new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Cancellation);
    }
}
