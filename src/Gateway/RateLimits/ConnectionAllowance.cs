namespace FChat.Gateway.RateLimits;

/// <summary>What one hub connection may still send: its own allowance, and its user's. For one operation at a time, as they come on a connection.</summary>
internal sealed class ConnectionAllowance(LimitOptions limits, UserAllowances users, UserId user, TimeProvider time)
{
    private readonly Allowance own = new(limits, time);
    private readonly Patience patience = new(TimeSpan.Zero, time);
    private Allowance? shared;
    private long sharedAt;

    /// <summary>Counts an operation.</summary>
    /// <returns>Null when it may go on. A refusal may come late.</returns>
    public ValueTask<Refusal?> Count(bool isSignal)
    {
        var now = time.GetTimestamp();
        return patience.Tell(own.Count(isSignal, now) ?? Shared(now).Count(isSignal, now));
    }

    // A look among all users for each signal would cost more than the counting.
    private Allowance Shared(long now)
    {
        if (shared is null || time.GetElapsedTime(sharedAt, now) > UserAllowances.GoodFor)
        {
            (shared, sharedAt) = (users.Of(user), now);
        }

        return shared;
    }
}
