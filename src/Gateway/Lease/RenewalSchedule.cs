using System.Diagnostics.CodeAnalysis;

namespace FChat.Gateway.Lease;

/// <summary>When each thing is to be renewed next: after <paramref name="pause"/> and up to half of it more, so that renewals of what began together drift apart. Things that are gone are forgotten.</summary>
internal sealed class RenewalSchedule<T>(TimeSpan pause, TimeProvider time) where T : class
{
    private Dictionary<T, DateTimeOffset> next = [];

    /// <summary>Those of <paramref name="all"/> that are due; their next time is set.</summary>
    public IReadOnlyList<T> Due(IEnumerable<T> all)
    {
        var now = time.GetUtcNow();
        var (due, kept) = (new List<T>(), new Dictionary<T, DateTimeOffset>(next.Count));
        foreach (var item in all)
        {
            var isKnown = next.TryGetValue(item, out var at);
            if (isKnown && at <= now)
            {
                due.Add(item);
            }

            kept[item] = isKnown && at > now ? at : now + Jittered();
        }

        next = kept;
        return due;
    }

    /// <summary>Makes all of <paramref name="all"/> due within a time, one after another.</summary>
    public void Hasten(IEnumerable<T> all, TimeSpan within)
    {
        var now = time.GetUtcNow();
        foreach (var item in all)
        {
            var soon = now + (within * Chance());
            next[item] = next.TryGetValue(item, out var at) && at < soon ? at : soon;
        }
    }

    private TimeSpan Jittered() => pause * (1 + (Chance() / 2));

    [SuppressMessage("Security", "CA5394", Justification = "Jitter is no secret.")]
    private static double Chance() => Random.Shared.NextDouble();
}
