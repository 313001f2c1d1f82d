namespace FChat.Cluster.Tests.Clients;

/// <summary>How long a client waits before it connects or asks again: the policy of the web client (<c>reconnectPolicy.ts</c>).</summary>
internal static class ReconnectPolicy
{
    private const double First = 250;
    private const double Base = 500;
    private const double Ceiling = 10_000;

    /// <summary>Before attempt number <paramref name="attempt"/> (from 0). <paramref name="random"/> is in [0, 1).</summary>
    public static TimeSpan DelayFor(int attempt, double random)
    {
        if (attempt <= 0)
        {
            return TimeSpan.FromMilliseconds(random * First);
        }

        var step = Math.Min(Ceiling, Base * Math.Pow(2, Math.Min(attempt - 1, 16)));
        return TimeSpan.FromMilliseconds(step * (0.5 + random / 2));
    }
}
