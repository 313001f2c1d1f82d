using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Orleans.Storage;

namespace FChat.Durable;

public sealed class GroupCommitTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private readonly HeldStorage<Count> _storage = new(new Count(0));
    private readonly TaskScheduler _grain = new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler;
    private readonly GroupCommit<Count> _state;
    private readonly FakeTimeProvider _time = new();
    private int _deactivations;

    public GroupCommitTests() => _state = new GroupCommit<Count>(
        _storage, () => _deactivations++, (JsonTypeInfo<Count>)JsonSerializerOptions.Default.GetTypeInfo(typeof(Count)), _time, NullLogger.Instance);

    [Fact]
    public async Task A_thousand_commits_while_one_write_runs_become_one_more_write()
    {
        var first = await Turn(() => Commit());
        await _storage.Began();
        var others = await Turn(() => Task.WhenAll(Enumerable.Range(0, 1_000).Select(_ => Commit())));
        _storage.Finish();
        await _storage.FinishNext();

        await Task.WhenAll(first, others).WaitAsync(Patience, Cancellation);
        Assert.Equal([new Count(1), new Count(1_001)], _storage.Written);
        Assert.Equal(1, _storage.MostAtOnce);
    }

    [Fact]
    public async Task A_commit_is_not_done_by_a_write_that_began_before_it()
    {
        var first = await Turn(() => Commit());
        await _storage.Began();
        var second = await Turn(() => Commit());
        _storage.Finish();
        await first.WaitAsync(Patience, Cancellation);
        await _storage.Began();

        Assert.False(second.IsCompleted);
        Assert.Equal((new Count(2), new Count(1)), (_state.Current, _state.Durable));
        _storage.Finish();
        await second.WaitAsync(Patience, Cancellation);
    }

    [Fact]
    public async Task Nothing_is_told_before_the_save_and_then_in_order_before_the_waiters_go_on()
    {
        List<string> happened = [];
        var waiting = await Turn(async () =>
        {
            var first = Commit(() => happened.Add("first"));
            var second = Commit(() => happened.Add("second"));
            await first;
            happened.Add("waiter");
            await second;
        });
        await _storage.Began();
        Assert.Empty(happened);
        _storage.Finish();
        await waiting.WaitAsync(Patience, Cancellation);

        Assert.Equal(["first", "second", "waiter"], happened);
    }

    [Fact]
    public async Task A_failed_write_fails_every_waiter_and_tells_nobody_and_what_was_before_it_goes_on()
    {
        var told = false;
        var first = await Turn(() => Commit(() => told = true));
        await _storage.Began();
        var gathered = await Turn(() => Commit(() => told = true));
        _storage.Fail(new IOException("disk full"));

        await Assert.ThrowsAsync<CommitFailedException>(() => first.WaitAsync(Patience, Cancellation));
        await Assert.ThrowsAsync<CommitFailedException>(() => gathered.WaitAsync(Patience, Cancellation));
        await Settled();
        Assert.False(told);
        Assert.Equal((new Count(0), new Count(0), 0), (_state.Current, _state.Durable, _deactivations));
        var again = await Turn(() => Commit());
        await _storage.FinishNext();
        await again.WaitAsync(Patience, Cancellation);
        Assert.Equal([new Count(1)], _storage.Written);
    }

    [Fact]
    public async Task What_a_failed_write_has_put_on_disk_all_the_same_is_told_when_it_is_found_there()
    {
        var told = 0;
        _storage.Row = () => (new Count(1), "of the write");
        var first = await Turn(() => Commit(() => told++));
        await _storage.Began();
        var gathered = await Turn(() => Commit(() => told++));
        _storage.Fail(new TimeoutException());

        await Assert.ThrowsAsync<CommitFailedException>(() => first.WaitAsync(Patience, Cancellation));
        await Assert.ThrowsAsync<CommitFailedException>(() => gathered.WaitAsync(Patience, Cancellation));
        await Settled();
        Assert.Equal((1, new Count(1), new Count(1), 0), (told, _state.Current, _state.Durable, _deactivations));
    }

    [Theory, InlineData(7, false), InlineData(1, true)]
    public async Task A_row_of_somebody_else_or_one_that_cannot_be_told_any_more_is_left_to_the_next_activation(int found, bool isAmended)
    {
        var (told, mayRead) = (false, false);
        _storage.Row = () => Volatile.Read(ref mayRead) ? (new Count(found), "other") : throw new IOException("away");
        var commit = await Turn(() => Commit(() => told = true));
        await _storage.Began();
        _storage.Fail(new TimeoutException());
        await Assert.ThrowsAsync<CommitFailedException>(() => commit.WaitAsync(Patience, Cancellation));
        if (isAmended)
        {
            await Amend(new Count(100));
        }

        Volatile.Write(ref mayRead, true);
        await Passing(() => _deactivations == 1);

        Assert.False(told);
        await Assert.ThrowsAsync<CommitFailedException>(async () => await await Turn(() => Commit()));
    }

    [Fact]
    public async Task While_the_row_cannot_be_read_commits_fail_at_once_and_what_is_not_durable_goes_on_and_stays()
    {
        var mayRead = false;
        _storage.Row = () => Volatile.Read(ref mayRead) ? (new Count(0), null) : throw new IOException("away");
        await Amend(new Count(10));
        var commit = await Turn(() => Commit());
        await _storage.Began();
        _storage.Fail(new IOException("away"));
        await Assert.ThrowsAsync<CommitFailedException>(() => commit.WaitAsync(Patience, Cancellation));

        await Assert.ThrowsAsync<CommitFailedException>(async () => await await Turn(() => Commit()));
        await Amend(new Count(20));
        Assert.True(_state.Written().IsCompletedSuccessfully);
        Volatile.Write(ref mayRead, true);
        await Settled();

        var again = await Turn(() => Commit());
        await _storage.FinishNext();
        await again.WaitAsync(Patience, Cancellation);
        Assert.Equal([new Count(21)], _storage.Written);
    }

    [Fact]
    public async Task A_grain_that_goes_asks_for_the_row_no_more()
    {
        var reads = 0;
        _storage.Row = () => throw new IOException($"away {Interlocked.Increment(ref reads)}");
        var commit = await Turn(() => Commit());
        await _storage.Began();
        _storage.Fail(new IOException("away"));
        await Assert.ThrowsAsync<CommitFailedException>(() => commit.WaitAsync(Patience, Cancellation));
        await Passing(() => Volatile.Read(ref reads) >= 2);

        await await Turn(() =>
        {
            _state.Leave();
            return Task.CompletedTask;
        });
        var before = Volatile.Read(ref reads);
        for (var i = 0; i < 5; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(2));
            await await Turn(() => Task.CompletedTask);
        }

        Assert.InRange(Volatile.Read(ref reads), before, before + 1);
    }

    [Fact]
    public async Task After_a_conflict_every_later_commit_fails_at_once_and_writes_nothing()
    {
        var first = await Turn(() => Commit());
        await _storage.Began();
        _storage.Fail(new InconsistentStateException("newer etag"));
        await Assert.ThrowsAsync<CommitFailedException>(() => first.WaitAsync(Patience, Cancellation));

        var later = await Turn(() => Commit());
        await Assert.ThrowsAsync<CommitFailedException>(() => later.WaitAsync(Patience, Cancellation));
        await Assert.ThrowsAsync<CommitFailedException>(() => _state.Written());
        Assert.Empty(_storage.Written);
    }

    [Fact]
    public async Task Written_waits_for_what_others_committed_and_for_nothing_when_all_is_on_disk()
    {
        Assert.True(_state.Written().IsCompletedSuccessfully);
        await Turn(() => Commit());
        var repeated = await Turn(() => _state.Written());
        await _storage.Began();
        Assert.False(repeated.IsCompleted);
        _storage.Finish();
        await repeated.WaitAsync(Patience, Cancellation);
    }

    [Fact]
    public async Task An_amendment_waits_for_the_next_commit()
    {
        await Turn(() =>
        {
            _state.Amend(new Count(10));
            return Task.CompletedTask;
        });
        Assert.Equal(new Count(0), _state.Durable);
        var commit = await Turn(() => Commit());
        await _storage.FinishNext();
        await commit.WaitAsync(Patience, Cancellation);

        Assert.Equal([new Count(11)], _storage.Written);
    }

    [Fact]
    public void What_is_read_after_the_object_was_made_is_the_snapshot()
    {
        _storage.State = new Count(7);

        Assert.Equal((new Count(7), new Count(7)), (_state.Current, _state.Durable));
    }

    [Fact]
    public async Task The_write_runs_on_the_grains_scheduler_and_in_no_request()
    {
        TaskScheduler? scheduler = null;
        Activity? activity = null;
        using var request = new Activity("request").Start();
        var commit = await Turn(() => Commit(() => (scheduler, activity) = (TaskScheduler.Current, Activity.Current)));
        await _storage.FinishNext();
        await commit.WaitAsync(Patience, Cancellation);

        Assert.Same(_grain, scheduler);
        Assert.Null(activity);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Task Settled() => Passing(() => !_state.IsUnsettled);

    /// <summary>Lets time pass, a turn of the grain at a time, until it is so.</summary>
    private async Task Passing(Func<bool> isSo)
    {
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        while (!await await Turn(() => Task.FromResult(isSo())))
        {
            patience.Token.ThrowIfCancellationRequested();
            _time.Advance(TimeSpan.FromSeconds(1));
        }
    }

    private async Task Amend(Count next) => await await Turn(() =>
    {
        _state.Amend(next);
        return Task.CompletedTask;
    });

    private Task Commit(Action? tell = null) => _state.Commit(new Count(_state.Current.Value + 1), tell);

    /// <summary>One turn of the grain: ends when the turn does, and gives the task that the turn answered.</summary>
    private Task<TTask> Turn<TTask>(Func<TTask> turn)
        where TTask : Task => Task.Factory.StartNew(turn, Cancellation, TaskCreationOptions.None, _grain);

    internal sealed record Count(int Value);
}
