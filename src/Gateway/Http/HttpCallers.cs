using System.Collections.Concurrent;
using FChat.Gateway.RateLimits;
using Microsoft.Extensions.Options;

namespace FChat.Gateway.Http;

/// <summary>What the gateway remembers of people who call by HTTP: what they may still send, and when they were last seen. Forgotten after a minute of silence.</summary>
internal sealed class HttpCallers(IOptions<LimitOptions> limits, TimeProvider time)
{
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan SightPause = TimeSpan.FromSeconds(10);
    private readonly ConcurrentDictionary<UserId, Seen> callers = new();
    private long sweptAt = time.GetTimestamp();

    /// <summary>How many people are remembered.</summary>
    public int Remembered => callers.Count;

    /// <summary>Counts an operation of a user.</summary>
    /// <returns>Null when it may go on.</returns>
    public Refusal? Count(UserId user, bool isSignal)
    {
        Sweep();
        var seen = callers.GetOrAdd(user, static (_, self) => new Seen(new Allowance(self.limits.Value, self.time)), (limits, time));
        seen.LastAt = time.GetTimestamp();
        return seen.Allowance.Count(isSignal);
    }

    /// <summary>Whether it is time to tell the cluster that the user lives: at most every ten seconds.</summary>
    public bool IsSightDue(UserId user)
    {
        if (!callers.TryGetValue(user, out var seen))
        {
            return false;
        }

        var last = Volatile.Read(ref seen.ToldAt);
        var isDue = last == 0 || time.GetElapsedTime(last) >= SightPause;
        return isDue && Interlocked.CompareExchange(ref seen.ToldAt, time.GetTimestamp(), last) == last;
    }

    private void Sweep()
    {
        var last = Volatile.Read(ref sweptAt);
        if (time.GetElapsedTime(last) < Memory || Interlocked.CompareExchange(ref sweptAt, time.GetTimestamp(), last) != last)
        {
            return;
        }

        foreach (var entry in callers)
        {
            if (time.GetElapsedTime(entry.Value.LastAt) > Memory)
            {
                callers.TryRemove(entry);
            }
        }
    }

    private sealed class Seen(Allowance allowance)
    {
        public long LastAt;
        public long ToldAt;

        public Allowance Allowance { get; } = allowance;
    }
}
