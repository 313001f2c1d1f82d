namespace FChat.Durable;

/// <summary>
/// Group-committed grain state. A turn decides the next snapshot synchronously and waits; one write carries all that was decided until it began, and there are never two writes at once.
/// Not thread safe: it lives in one grain and on that grain's scheduler.
/// </summary>
/// <remarks>
/// A snapshot is immutable, because the storage provider serialises it later and perhaps on another thread.
/// After any failed write (a conflict as well) the object is broken: all waiters and every later commit fail with <see cref="CommitFailedException"/>, and the owner is told to deactivate.
/// </remarks>
/// <typeparam name="T">An immutable record.</typeparam>
/// <param name="storage">The grain's state. It is looked at only when something is asked, so a grain's constructor, which runs before the state is read, may make this object.</param>
/// <param name="deactivate">Called once, when a write has failed: <c>DeactivateOnIdle</c>.</param>
public sealed class GroupCommit<T>(IPersistentState<T> storage, Action deactivate)
    where T : class
{
    private Generation? _gathering;
    private Generation? _writing;
    private CommitFailedException? _failure;
    private T? _current;
    private T? _durable;

    /// <summary>The snapshot as decided: what the next decision starts from. Not to be told to anybody before it is <see cref="Durable"/>.</summary>
    public T Current => _current ?? storage.State;

    /// <summary>The snapshot as last written or read.</summary>
    public T Durable => _durable ?? storage.State;

    /// <summary>Whether there is a stored snapshot at all.</summary>
    public bool Exists => storage.RecordExists;

    /// <summary>Whether a write has failed: nothing decided here counts any more.</summary>
    public bool IsBroken => _failure is not null;

    /// <summary>Makes <paramref name="next"/> the current snapshot and asks for a write that contains it.</summary>
    /// <param name="next">Decided from <see cref="Current"/> in the same turn.</param>
    /// <param name="tell">What to tell once the snapshot is on disk: called before the returned task ends, in the order of the commits. Never called when the write failed.</param>
    /// <returns>Ends when the snapshot, or a later one, is on disk.</returns>
    /// <exception cref="CommitFailedException">Through the task.</exception>
    public Task Commit(T next, Action? tell = null)
    {
        if (_failure is not null)
        {
            return Task.FromException(_failure);
        }

        _current = next;
        var generation = _gathering ??= new Generation();
        if (tell is not null)
        {
            generation.Tells.Add(tell);
        }

        if (_writing is null)
        {
            StartPump();
        }

        return generation.Written.Task;
    }

    /// <summary>Makes <paramref name="next"/> the current snapshot without asking for a write: it goes to disk with the next commit.</summary>
    /// <param name="next">Decided from <see cref="Current"/> in the same turn.</param>
    /// <param name="tell">What to tell: at once, or after what was committed before it, so that nobody hears of things out of their order.</param>
    public void Amend(T next, Action? tell = null)
    {
        _current = next;
        if (tell is null)
        {
            return;
        }

        if ((_gathering ?? _writing) is { } pending)
        {
            pending.Tells.Add(tell);
        }
        else
        {
            tell();
        }
    }

    /// <summary>Ends when everything that was committed so far is on disk: for whoever answers from a decision that another one made.</summary>
    /// <exception cref="CommitFailedException">Through the task.</exception>
    public Task Written() =>
        _failure is not null ? Task.FromException(_failure) : (_gathering ?? _writing)?.Written.Task ?? Task.CompletedTask;

    // On the grain's scheduler, but in nobody's request: the flow of activity and request context stops here.
    private void StartPump()
    {
        _writing = _gathering;
        using (ExecutionContext.SuppressFlow())
        {
            _ = Task.Factory.StartNew(Pump, CancellationToken.None, TaskCreationOptions.None, TaskScheduler.Current);
        }
    }

    private async Task Pump()
    {
        while (_gathering is { } generation)
        {
            (_writing, _gathering) = (generation, null);
            try
            {
                await Write(generation);
            }
            catch (Exception failure)
            {
                Break(failure);
                return;
            }
        }

        _writing = null;
    }

    private async Task Write(Generation generation)
    {
        var snapshot = Current;
        _durable ??= storage.State;
        storage.State = snapshot;
        await storage.WriteStateAsync(CancellationToken.None);
        _durable = snapshot;
        foreach (var tell in generation.Tells)
        {
            tell();
        }

        generation.Written.SetResult();
    }

    private void Break(Exception failure)
    {
        _failure = new CommitFailedException(failure);
        _writing?.Fail(_failure);
        _gathering?.Fail(_failure);
        (_writing, _gathering) = (null, null);
        deactivate();
    }

    private sealed class Generation
    {
        public TaskCompletionSource Written { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public List<Action> Tells { get; } = [];

        public void Fail(CommitFailedException failure)
        {
            Written.TrySetException(failure);

            // Nobody may be waiting for a commit that was only to be told: the failure is observed here, the owner hears of it by deactivating.
            _ = Written.Task.Exception;
        }
    }
}
