namespace FChat.Durable;

/// <summary>
/// Work of a grain beside its requests: one round at a time, and one more when it was asked for meanwhile. Rounds run on the grain's scheduler and in nobody's request.
/// Not thread safe: it lives in one grain.
/// </summary>
/// <param name="round">One round. It deals with its own failures: one that escapes ends in the task of <see cref="Idle"/>.</param>
internal sealed class Pump(Func<Task> round)
{
    private bool _wanted;

    /// <summary>Ends when there is nothing more to do.</summary>
    public Task Idle { get; private set; } = Task.CompletedTask;

    /// <summary>Asks for a round.</summary>
    public void Signal()
    {
        _wanted = true;
        if (!Idle.IsCompleted)
        {
            return;
        }

        using (ExecutionContext.SuppressFlow())
        {
            Idle = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.None, TaskScheduler.Current).Unwrap();
        }
    }

    private async Task Run()
    {
        while (_wanted)
        {
            _wanted = false;
            await round();
        }
    }
}
