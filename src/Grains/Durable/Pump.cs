namespace FChat.Durable;

/// <summary>
/// Work of a grain beside its requests: one round at a time, and one more when it was asked for meanwhile. Rounds run on the grain's scheduler and in nobody's request.
/// Not thread safe: it lives in one grain.
/// </summary>
/// <param name="round">One round. A failure that escapes it ends the work until the next signal.</param>
internal sealed class Pump(Func<Task> round)
{
    private bool _wanted;
    private bool _running;

    /// <summary>Ends when there is nothing more to do, or with the failure of a round.</summary>
    public Task Idle { get; private set; } = Task.CompletedTask;

    /// <summary>Asks for a round.</summary>
    public void Signal()
    {
        _wanted = true;
        if (_running)
        {
            return;
        }

        _running = true;
        using (ExecutionContext.SuppressFlow())
        {
            Idle = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.None, TaskScheduler.Current).Unwrap();
        }
    }

    private async Task Run()
    {
        try
        {
            while (_wanted)
            {
                _wanted = false;
                await round();
            }
        }
        finally
        {
            _running = false;
        }
    }
}
