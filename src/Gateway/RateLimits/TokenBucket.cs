namespace FChat.Gateway.RateLimits;

/// <summary>A token bucket: <paramref name="perSecond"/> tokens a second, never more than <paramref name="burst"/>. Full at first.</summary>
internal sealed class TokenBucket(int perSecond, int burst, TimeProvider time)
{
    private readonly Lock gate = new();
    private double tokens = burst;
    private long filledAt = time.GetTimestamp();

    /// <summary>Takes a token.</summary>
    /// <returns>0 when there was one, else after how many milliseconds there will be.</returns>
    public int Take() => Take(time.GetTimestamp());

    /// <summary>Takes a token at a timestamp that was read just now.</summary>
    /// <returns>0 when there was one, else after how many milliseconds there will be.</returns>
    public int Take(long now)
    {
        lock (gate)
        {
            tokens = Math.Min(burst, tokens + (time.GetElapsedTime(filledAt, now).TotalSeconds * perSecond));
            filledAt = now;
            if (tokens >= 1)
            {
                tokens--;
                return 0;
            }

            return (int)Math.Ceiling((1 - tokens) * 1_000 / perSecond);
        }
    }
}
