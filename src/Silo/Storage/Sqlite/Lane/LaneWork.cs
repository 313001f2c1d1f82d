namespace FChat.Storage.Sqlite.Lane;

/// <summary>One writer's part of a commit.</summary>
internal abstract class LaneWork
{
    private Exception? _failure;

    /// <summary>Writes the part, or takes it back and remembers why.</summary>
    /// <remarks>Throws only when the whole transaction is lost.</remarks>
    public void Run(LaneSession session)
    {
        session.BeginPart();
        try
        {
            Write(session);
            session.KeepPart();
        }
        catch (Exception e) when (session.InTransaction)
        {
            _failure = e;
            session.UndoPart();
        }
    }

    /// <summary>Tells the writer: written for good, or its own failure.</summary>
    public void Settle()
    {
        if (_failure is null)
        {
            Succeed();
        }
        else
        {
            Fail(_failure);
        }
    }

    /// <summary>Tells the writer that nothing was written.</summary>
    public abstract void Fail(Exception cause);

    protected abstract void Write(LaneSession session);

    protected abstract void Succeed();
}

/// <summary>A part with an answer.</summary>
internal sealed class LaneWork<T>(Func<LaneSession, T> write) : LaneWork
{
    // The lane's thread must not run what waits for the answer.
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T _answer = default!;

    public Task<T> Done => _done.Task;

    public override void Fail(Exception cause) => _done.TrySetException(cause);

    protected override void Write(LaneSession session) => _answer = write(session);

    protected override void Succeed() => _done.TrySetResult(_answer);
}
