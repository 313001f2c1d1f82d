using System.Diagnostics;

namespace FChat.Cluster.Tests.Clients;

/// <summary>The one monotonic clock of all that is recorded.</summary>
internal static class Clock
{
    private static readonly long Start = Stopwatch.GetTimestamp();

    /// <summary>Time since the first look at it.</summary>
    public static TimeSpan Now => Stopwatch.GetElapsedTime(Start);

    /// <summary>Waits; ends early, without an exception, when told to stop.</summary>
    public static async Task Pause(TimeSpan time, CancellationToken stop) =>
        await Task.Delay(time > TimeSpan.Zero ? time : TimeSpan.Zero, TimeProvider.System, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
