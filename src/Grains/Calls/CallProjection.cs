using FChat.Core.Calls;

namespace FChat.Calls;

/// <summary>
/// Keeps a call's rows in SQL as new as the call: one hand-over at a time, the newest state each time, and between two of a live call a rest in which more may happen.
/// Lives in one grain and on its scheduler.
/// </summary>
/// <param name="projected">The revision up to which the rows are in SQL.</param>
/// <param name="done">Told the revision that has reached SQL.</param>
internal sealed class CallProjection(CallServices services, long projected, Action<long> done)
{
    private CallState? _newest;
    private long _projected = projected;
    private long _wanted;
    private long? _written;
    private TaskCompletionSource? _rest;
    private TaskCompletionSource _round = New();
    private Task _running = Task.CompletedTask;

    private bool IsBehind => _newest is { } call && call.Revision > _projected;

    /// <summary>Brings SQL up to the call as it is on disk.</summary>
    /// <returns>Ends when SQL is at least that new. Canceled when the silo stops first: the next activation does it again.</returns>
    public Task Bring(CallState durable)
    {
        _newest = durable;
        if (durable.IsOver)
        {
            Hurry();
        }

        if (_running.IsCompleted && IsBehind)
        {
            using (ExecutionContext.SuppressFlow())
            {
                _running = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.None, TaskScheduler.Current).Unwrap();
            }
        }

        return _running;
    }

    /// <summary>Ends when SQL is as new as what was brought so far. For that there is no rest.</summary>
    public async Task Flush()
    {
        Hurry();
        var wanted = _wanted;
        while (_projected < wanted && !_running.IsCompleted)
        {
            await Task.WhenAny(_running, _round.Task);
        }

        if (_projected < wanted)
        {
            await _running;
        }
    }

    /// <summary>There is no rest until SQL is as new as what was brought so far.</summary>
    public void Hurry()
    {
        _wanted = _newest?.Revision ?? 0;
        _rest?.TrySetResult();
    }

    private async Task Run()
    {
        while (IsBehind)
        {
            await Rest();
            var call = _newest!;
            await services.Projector.Project(call.Since(_projected, services.Rules));
            (_projected, _written) = (call.Revision, services.Time.GetTimestamp());
            done(_projected);
            _round.SetResult();
            _round = New();
        }
    }

    private async Task Rest()
    {
        if (RestLeft is not { Ticks: > 0 } left)
        {
            return;
        }

        _rest = New();
        await _rest.Task.WaitAsync(left, services.Time).ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
        _rest = null;
    }

    private TimeSpan? RestLeft => _written is { } written && _wanted <= _projected
        ? services.Options.LedgerRest - services.Time.GetElapsedTime(written)
        : null;

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
