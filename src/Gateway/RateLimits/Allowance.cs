namespace FChat.Gateway.RateLimits;

/// <summary>What one connection, or one user by HTTP, may still send now.</summary>
internal sealed class Allowance(LimitOptions limits, TimeProvider time)
{
    private readonly TokenBucket signals = new(limits.SignalsPerSecond, limits.SignalBurst, time);
    private readonly TokenBucket operations = new(limits.OperationsPerSecond, limits.OperationBurst, time);

    /// <summary>Counts an operation.</summary>
    /// <returns>Null when it may go on.</returns>
    public Refusal? Count(bool isSignal)
    {
        var pause = (isSignal ? signals : operations).Take();
        return pause == 0 ? null : new Refusal(ErrorCode.RateLimited, "Too many requests; wait.") { RetryAfterMs = pause };
    }
}
