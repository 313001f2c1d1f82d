namespace FChat.Gateway.RateLimits;

/// <summary>What one connection, or one user, may still send now.</summary>
/// <param name="times">How many times what one connection may.</param>
internal sealed class Allowance(LimitOptions limits, TimeProvider time, int times = 1)
{
    private readonly TokenBucket signals = new(times * limits.SignalsPerSecond, times * limits.SignalBurst, time);
    private readonly TokenBucket operations = new(times * limits.OperationsPerSecond, times * limits.OperationBurst, time);

    /// <summary>Counts an operation.</summary>
    /// <returns>Null when it may go on.</returns>
    public Refusal? Count(bool isSignal) => Count(isSignal, time.GetTimestamp());

    /// <summary>Counts an operation at a timestamp that was read just now.</summary>
    /// <returns>Null when it may go on.</returns>
    public Refusal? Count(bool isSignal, long now) => TooMany((isSignal ? signals : operations).Take(now));

    /// <summary>The refusal of who must wait; null for no pause.</summary>
    public static Refusal? TooMany(int pause) =>
        pause == 0 ? null : new Refusal(ErrorCode.RateLimited, "Too many requests; wait.") { RetryAfterMs = pause };
}
