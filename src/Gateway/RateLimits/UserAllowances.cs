using Microsoft.Extensions.Options;

namespace FChat.Gateway.RateLimits;

/// <summary>What each user may still send to this gateway, by all connections and by HTTP together.</summary>
internal sealed class UserAllowances(IOptions<LimitOptions> limits, TimeProvider time)
{
    private readonly Remembered<UserId, Allowance> users = new(() => new Allowance(limits.Value, time, limits.Value.UserFactor), time);

    /// <summary>Counts an operation of a user.</summary>
    /// <returns>Null when it may go on.</returns>
    public Refusal? Count(UserId user, bool isSignal) => users.Of(user).Count(isSignal);
}
