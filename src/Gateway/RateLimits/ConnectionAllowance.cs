namespace FChat.Gateway.RateLimits;

/// <summary>What one hub connection may still send: its own allowance, and its user's.</summary>
internal sealed class ConnectionAllowance(LimitOptions limits, UserAllowances users, UserId user, TimeProvider time)
{
    private readonly Allowance own = new(limits, time);
    private readonly Patience patience = new(TimeSpan.Zero, time);

    /// <summary>Counts an operation.</summary>
    /// <returns>Null when it may go on. A refusal may come late.</returns>
    public ValueTask<Refusal?> Count(bool isSignal) => patience.Tell(own.Count(isSignal) ?? users.Count(user, isSignal));
}
