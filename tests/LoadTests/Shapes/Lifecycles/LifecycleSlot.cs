using FChat.LoadTests.Measuring;
using FChat.LoadTests.Servers;

namespace FChat.LoadTests.Shapes.Lifecycles;

/// <summary>One stretch of calls on one server.</summary>
public static class LifecycleSlot
{
    /// <summary>Lets the crowd live, and gives what that came to and cost.</summary>
    public static async Task<IReadOnlyDictionary<string, double>> RunAsync(RunningServer server, LifecycleCrowd crowd, TimeSpan length, CancellationToken stop)
    {
        crowd.Open();
        var before = (crowd.Lived, crowd.Presence.Answered, Counts: await server.CountAsync(stop));
        var window = Window.Open(server.Processes);
        using var enough = new CancellationTokenSource(length, TimeProvider.System);
        await crowd.LiveAsync(enough.Token, stop);
        var costs = window.Close();
        var lived = crowd.Lived - before.Lived;
        return new Dictionary<string, double>(costs.Figures(lived).Concat(DatabaseFigures.Of(before.Counts, await server.CountAsync(stop), lived)))
        {
            ["lifecycles_per_second"] = costs.Rate(lived),
            ["p50_ms"] = crowd.Durations.Percentile(0.50).TotalMilliseconds,
            ["p99_ms"] = crowd.Durations.Percentile(0.99).TotalMilliseconds,
            ["beats_per_second"] = costs.Rate(crowd.Presence.Answered - before.Answered),
            ["beat_p99_ms"] = crowd.Presence.Latencies.Percentile(0.99).TotalMilliseconds,
        };
    }
}
