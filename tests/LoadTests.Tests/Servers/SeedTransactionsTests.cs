using FChat.LoadTests.Servers.Backings;
using FChat.LoadTests.Servers.Seed;
using MySqlConnector;

namespace FChat.LoadTests.Servers;

[Collection("Servers")]
public sealed class SeedTransactionsTests : IAsyncLifetime
{
    private static readonly string[] Users = ["alice", "bob"];
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("fchat-load-");
    private readonly SeedConflicts _conflicts = new();
    private MariaDbServer _server = null!;
    private MySqlDataSource _source = null!;
    private SeedTransactions _transactions = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await MariaDbServer.StartAsync(_directory.FullName, Cancellation);
        _source = new MySqlDataSource(_server.Connection);
        await SeedSchema.CreateAsync(_source);
        _transactions = new SeedTransactions(_source, _conflicts);
        foreach (var user in Users)
        {
            await RunAsync(transaction => SeedUsers.ArriveAsync(transaction, user));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync();
        await _server.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    [Fact]
    public async Task Two_that_take_the_same_rows_the_other_way_round_deadlock_once_and_both_are_done()
    {
        using var bothHoldOne = new Barrier(participantCount: 2);
        var before = await _server.CountAsync(Cancellation);

        await Task.WhenAll(Task.Run(() => TakeBoth("alice", "bob"), Cancellation), Task.Run(() => TakeBoth("bob", "alice"), Cancellation));

        var counted = (await _server.CountAsync(Cancellation))!.Since(before!);
        Assert.Equal((1, 1), (_conflicts.Deadlocks, counted.Deadlocks));
        Assert.Equal(2, counted.Commits);
        Assert.True(counted.LockWaits > 0);
        Assert.Equal((0, 0), (_conflicts.Timeouts, _conflicts.GivenUp));

        Task TakeBoth(string first, string second)
        {
            var isFirstAttempt = true;
            return RunAsync(async transaction =>
            {
                await SeedUsers.HeartbeatAsync(transaction, first);
                if (isFirstAttempt)
                {
                    isFirstAttempt = false;
                    bothHoldOne.SignalAndWait(Cancellation);
                }

                await SeedUsers.HeartbeatAsync(transaction, second);
            });
        }
    }

    [Fact]
    public async Task A_row_that_does_not_come_free_is_given_up_and_tried_again()
    {
        var waited = new TaskCompletionSource();
        var held = new TaskCompletionSource();
        var holding = RunAsync(async transaction =>
        {
            await SeedUsers.HeartbeatAsync(transaction, "alice");
            held.SetResult();
            await waited.Task;
        });
        await held.Task.WaitAsync(Cancellation);

        var attempts = 0;
        await RunAsync(async transaction =>
        {
            if (++attempts == 2)
            {
                waited.SetResult();
                await holding;
            }

            await transaction.WriteAsync("set session innodb_lock_wait_timeout = 1");
            await SeedUsers.HeartbeatAsync(transaction, "alice");
        });

        Assert.Equal((0, 1, 0), (_conflicts.Deadlocks, _conflicts.Timeouts, _conflicts.GivenUp));
    }

    [Fact]
    public async Task A_request_that_is_always_in_conflict_is_refused_at_last()
    {
        var deadlocks = 0;
        var result = await _transactions.RunAsync<object>(async transaction =>
        {
            deadlocks++;
            await transaction.WriteAsync("signal sqlstate '40001' set mysql_errno = 1213");
            return new object();
        });

        Assert.Null(result);
        Assert.Equal((6, 6, 1), (deadlocks, _conflicts.Deadlocks, _conflicts.GivenUp));
        Assert.False(SeedAnswer.Unavailable.Ok);
    }

    private async Task RunAsync(Func<SeedTransaction, Task> work) => Assert.NotNull(await _transactions.RunAsync<object>(async transaction =>
    {
        await work(transaction);
        return new object();
    }));
}
