using System.Diagnostics;

namespace FChat.Durable;

public sealed class GroupCommitTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private readonly HeldStorage<Count> _storage = new(new Count(0));
    private readonly TaskScheduler _grain = new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler;
    private readonly GroupCommit<Count> _state;
    private int _deactivations;

    public GroupCommitTests() => _state = new GroupCommit<Count>(_storage, () => _deactivations++);

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
    public async Task A_failed_write_fails_every_waiter_tells_nobody_and_deactivates_once()
    {
        var told = false;
        var first = await Turn(() => Commit(() => told = true));
        await _storage.Began();
        var gathered = await Turn(() => Commit(() => told = true));
        _storage.Fail(new IOException("disk full"));

        await Assert.ThrowsAsync<CommitFailedException>(() => first.WaitAsync(Patience, Cancellation));
        await Assert.ThrowsAsync<CommitFailedException>(() => gathered.WaitAsync(Patience, Cancellation));
        Assert.False(told);
        Assert.Equal(1, _deactivations);
        Assert.Equal(new Count(0), _state.Durable);
    }

    [Fact]
    public async Task After_a_conflict_every_later_commit_fails_at_once_and_writes_nothing()
    {
        var first = await Turn(() => Commit());
        await _storage.Began();
        _storage.Fail(new Orleans.Storage.InconsistentStateException("newer etag"));
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

    private Task Commit(Action? tell = null) => _state.Commit(new Count(_state.Current.Value + 1), tell);

    /// <summary>One turn of the grain: ends when the turn does, and gives the task that the turn answered.</summary>
    private Task<Task> Turn(Func<Task> turn) =>
        Task.Factory.StartNew(turn, Cancellation, TaskCreationOptions.None, _grain);

    internal sealed record Count(int Value);
}
