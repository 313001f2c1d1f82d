using System.Diagnostics;
using System.Threading.Channels;
using FChat.Time;

namespace FChat.Durable;

public sealed class PumpTests
{
    private readonly TaskScheduler _grain = new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler;
    private readonly Channel<TaskCompletionSource> _begun = Channel.CreateUnbounded<TaskCompletionSource>();

    [Fact]
    public async Task However_often_it_is_asked_during_a_round_one_more_follows()
    {
        var pump = new Pump(Round);
        await Turn(pump.Signal);
        var first = await Begun();
        for (var i = 0; i < 5; i++)
        {
            await Turn(pump.Signal);
        }

        first.SetResult();
        (await Begun()).SetResult();
        await pump.Idle.Soon();

        Assert.False(_begun.Reader.TryRead(out _));
    }

    [Fact]
    public async Task A_round_that_fails_ends_the_work_and_the_next_signal_begins_it_again()
    {
        var pump = new Pump(Round);
        await Turn(pump.Signal);
        (await Begun()).SetException(new IOException());
        await Assert.ThrowsAsync<IOException>(() => pump.Idle.Soon());
        await Turn(pump.Signal);
        (await Begun()).SetResult();

        await pump.Idle.Soon();
    }

    [Fact]
    public async Task Rounds_run_on_the_grains_scheduler_and_in_no_request()
    {
        var seen = new TaskCompletionSource<(TaskScheduler, Activity?)>();
        var pump = new Pump(() =>
        {
            seen.SetResult((TaskScheduler.Current, Activity.Current));
            return Task.CompletedTask;
        });
        using var request = new Activity("request").Start();
        await Turn(pump.Signal);

        Assert.Equal((_grain, null), await seen.Task.Soon());
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Task<TaskCompletionSource> Begun() => _begun.Reader.ReadAsync(Cancellation).Soon();

    private Task Round()
    {
        var round = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _begun.Writer.TryWrite(round);
        return round.Task;
    }

    private Task Turn(Action turn) => Task.Factory.StartNew(turn, Cancellation, TaskCreationOptions.None, _grain);
}
