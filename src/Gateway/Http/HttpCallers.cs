using FChat.Gateway.RateLimits;
using Microsoft.Extensions.Options;

namespace FChat.Gateway.Http;

/// <summary>What the gateway remembers of people who call by HTTP: what they may still send, and when the cluster was last told that they live. Forgotten after a minute of silence.</summary>
internal sealed class HttpCallers(IOptions<LimitOptions> limits, UserAllowances users, TimeProvider time)
{
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SightPause = TimeSpan.FromSeconds(10);
    private readonly Remembered<UserId, Seen> callers = new(() => new Seen(new Allowance(limits.Value, time), new Patience(Late, time)), time);

    /// <summary>How many people are remembered.</summary>
    public int Remembered => callers.Count;

    /// <summary>Counts an operation of a user.</summary>
    /// <returns>Null when it may go on. A refusal may come late.</returns>
    /// <param name="gone">The client waits no more.</param>
    public ValueTask<Refusal?> Count(UserId user, bool isSignal, CancellationToken gone)
    {
        var seen = callers.Of(user);
        return seen.Patience.Tell(seen.Allowance.Count(isSignal) ?? users.Count(user, isSignal), gone);
    }

    /// <summary>Whether it is time to tell the cluster that the user lives: at most every ten seconds.</summary>
    public bool IsSightDue(UserId user)
    {
        if (callers.Find(user) is not { } seen)
        {
            return false;
        }

        var last = Volatile.Read(ref seen.ToldAt);
        var isDue = last == 0 || time.GetElapsedTime(last) >= SightPause;
        return isDue && Interlocked.CompareExchange(ref seen.ToldAt, time.GetTimestamp(), last) == last;
    }

    private sealed class Seen(Allowance allowance, Patience patience)
    {
        public long ToldAt;

        public Allowance Allowance { get; } = allowance;

        public Patience Patience { get; } = patience;
    }
}
