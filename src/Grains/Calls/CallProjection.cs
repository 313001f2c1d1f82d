using FChat.Core.Calls;

namespace FChat.Calls;

/// <summary>Keeps a call's rows in SQL as new as the call: one hand-over at a time, the newest state each time. Lives in one grain and on its scheduler.</summary>
/// <param name="projected">The revision up to which the rows are in SQL.</param>
/// <param name="done">Told the revision that has reached SQL.</param>
internal sealed class CallProjection(CallServices services, long projected, Action<long> done)
{
    private CallState? _newest;
    private long _projected = projected;
    private Task _running = Task.CompletedTask;

    /// <summary>Brings SQL up to the call as it is on disk.</summary>
    /// <returns>Ends when SQL is at least that new. Canceled when the silo stops first: the next activation does it again.</returns>
    public Task Bring(CallState durable)
    {
        _newest = durable;
        if (_running.IsCompleted && durable.Revision > _projected)
        {
            using (ExecutionContext.SuppressFlow())
            {
                _running = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.None, TaskScheduler.Current).Unwrap();
            }
        }

        return _running;
    }

    /// <summary>Ends when SQL is as new as what was brought so far.</summary>
    public Task Current => _running;

    private async Task Run()
    {
        while (_newest is { } call && call.Revision > _projected)
        {
            await services.Projector.Project(call.Since(_projected, services.Rules));
            _projected = call.Revision;
            done(_projected);
        }
    }
}
