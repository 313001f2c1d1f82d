namespace FChat.Storage.Sqlite.Lane;

/// <summary>One writer's part of a commit.</summary>
internal abstract class LaneWork
{
    private Exception? failure;

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
            failure = e;
            session.UndoPart();
        }
    }

    /// <summary>Tells the writer: written for good, or its own failure.</summary>
    public void Settle()
    {
        if (failure is null)
        {
            Succeed();
        }
        else
        {
            Fail(failure);
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
    private readonly TaskCompletionSource<T> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T answer = default!;

    public Task<T> Done => done.Task;

    public override void Fail(Exception cause) => done.TrySetException(cause);

    protected override void Write(LaneSession session) => answer = write(session);

    protected override void Succeed() => done.TrySetResult(answer);
}
