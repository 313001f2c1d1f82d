namespace FChat.LoadTests.Servers.Seed;

/// <summary>What transactions died of. Any thread may count.</summary>
public sealed class SeedConflicts
{
    private long _deadlocks;
    private long _timeouts;
    private long _givenUp;

    /// <summary>Error 1213: rolled back to end a deadlock.</summary>
    public long Deadlocks => Volatile.Read(ref _deadlocks);

    /// <summary>Error 1205: a row did not come free in 50 s.</summary>
    public long Timeouts => Volatile.Read(ref _timeouts);

    /// <summary>Requests that were refused after all their attempts.</summary>
    public long GivenUp => Volatile.Read(ref _givenUp);

    /// <summary>One more deadlock.</summary>
    public void Deadlock() => Interlocked.Increment(ref _deadlocks);

    /// <summary>One more wait that was given up.</summary>
    public void Timeout() => Interlocked.Increment(ref _timeouts);

    /// <summary>One more request that was refused.</summary>
    public void GiveUp() => Interlocked.Increment(ref _givenUp);
}
