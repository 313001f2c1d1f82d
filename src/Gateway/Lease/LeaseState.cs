namespace FChat.Gateway.Lease;

/// <summary>Whether the gateway's lease holds: what readiness says, and what the first connections wait for.</summary>
internal sealed partial class LeaseState(TimeProvider time, ILogger<LeaseState> logger)
{
    private readonly TaskCompletionSource first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long until;
    private volatile bool isDraining;

    /// <summary>The clock of renewals.</summary>
    public TimeProvider Time => time;

    /// <summary>Whether the lease holds now.</summary>
    public bool IsHeld => time.GetUtcNow().UtcTicks < Volatile.Read(ref until);

    /// <summary>Whether the gateway goes away.</summary>
    public bool IsDraining => isDraining;

    /// <summary>Whether new clients are welcome.</summary>
    public bool IsReady => IsHeld && !isDraining;

    /// <summary>Ends when the lease was first held.</summary>
    public Task FirstHeld => first.Task;

    /// <summary>The lease holds for this long.</summary>
    public void Renewed(TimeSpan lease)
    {
        Volatile.Write(ref until, (time.GetUtcNow() + lease).UtcTicks);
        if (first.TrySetResult())
        {
            LogHeld(logger, lease);
        }
    }

    /// <summary>A renewal failed; the next may not.</summary>
    public void Missed(Exception fault) => LogMissed(logger, fault.GetType().Name, fault.Message);

    /// <summary>No new clients from now on.</summary>
    public void Drain() => isDraining = true;

    /// <summary>No more renewals.</summary>
    public void LogEnded() => LogEnded(logger);

    [LoggerMessage(Level = LogLevel.Information, Message = "The gateway's lease is held, for {Lease} at a time.")]
    private static partial void LogHeld(ILogger logger, TimeSpan lease);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The gateway's lease could not be renewed: {Fault}: {Reason}")]
    private static partial void LogMissed(ILogger logger, string fault, string reason);

    [LoggerMessage(Level = LogLevel.Debug, Message = "The gateway's lease is renewed no more.")]
    private static partial void LogEnded(ILogger logger);
}
