using Microsoft.Extensions.Options;

namespace FChat.Gateway.RateLimits;

/// <summary>What each user may still send to this gateway, by all connections and by HTTP together.</summary>
internal sealed class UserAllowances(IOptions<LimitOptions> limits, TimeProvider time)
{
    /// <summary>How long an allowance may be kept before it is asked for again. Shorter than the minute for which it is remembered: nobody counts on one that was forgotten a moment ago.</summary>
    public static readonly TimeSpan GoodFor = TimeSpan.FromSeconds(10);

    private readonly Remembered<UserId, Allowance> users = new(() => new Allowance(limits.Value, time, limits.Value.UserFactor), time);

    /// <summary>Counts an operation of a user.</summary>
    /// <returns>Null when it may go on.</returns>
    public Refusal? Count(UserId user, bool isSignal) => Of(user).Count(isSignal);

    /// <summary>What a user may still send. It is the user's for as long as it is asked for anew within <see cref="GoodFor"/>.</summary>
    public Allowance Of(UserId user) => users.Of(user);
}
