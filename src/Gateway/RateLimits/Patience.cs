namespace FChat.Gateway.RateLimits;

/// <summary>
/// Keeps whoever goes on sending too much waiting for the refusals. A hub client's next frame is read, and a polite HTTP client's next request comes, only when the last
/// one is answered: so a flood waits in the flooder's own sockets, and costs the service little more than what it allows.
/// </summary>
/// <param name="shortest">How long it waits at least; longer if the refusal says so.</param>
internal sealed class Patience(TimeSpan shortest, TimeProvider time)
{
    // Who is a little too fast is told at once.
    private const int QuickRefusals = 20;
    private int refusals;

    /// <summary>Gives the refusal back, at once or late; what is none makes up for one that was.</summary>
    /// <param name="given">Called off: nobody waits any more.</param>
    public ValueTask<Refusal?> Tell(Refusal? refusal, CancellationToken given = default)
    {
        if (refusal is null)
        {
            Interlocked.Exchange(ref refusals, Math.Max(0, Volatile.Read(ref refusals) - 1));
            return default;
        }

        if (Volatile.Read(ref refusals) < QuickRefusals)
        {
            Interlocked.Increment(ref refusals);
            return ValueTask.FromResult<Refusal?>(refusal);
        }

        return Late(refusal, given);
    }

    private async ValueTask<Refusal?> Late(Refusal refusal, CancellationToken given)
    {
        var asked = TimeSpan.FromMilliseconds(refusal.RetryAfterMs ?? 0);
        await Task.Delay(asked > shortest ? asked : shortest, time, given);
        return refusal;
    }
}
