using System.Diagnostics;
using FChat.LoadTests.Measuring;
using FChat.LoadTests.Servers;

namespace FChat.LoadTests.Shapes.Signals;

/// <summary>How signals are driven.</summary>
/// <param name="Window">Closed loop: signals under way in each pair.</param>
/// <param name="SignalsPerSecond">Open loop: over all pairs; 0 for the closed loop.</param>
/// <param name="Acknowledged">Whether each signal is an invocation that the service answers.</param>
/// <param name="Length">Of the measured stretch.</param>
public sealed record SignalPace(int Window, double SignalsPerSecond, bool Acknowledged, TimeSpan Length);

/// <summary>One stretch of signalling on one server.</summary>
public static class SignalSlot
{
    private static readonly TimeSpan RunUp = TimeSpan.FromSeconds(1);

    /// <summary>What it measures.</summary>
    public static IReadOnlyList<Metric> Metrics(SignalPace pace) =>
    [
        new("signals_per_second", "signals/s", 0),
        new("p50_ms", "p50 ms", 2),
        new("p99_ms", "p99 ms", 2),
        .. pace.SignalsPerSecond > 0 ? (Metric[])[new("driver_late_p99_ms", "driver late p99 ms", 2)] : [],
        .. Costs.Metrics(decimals: 1),
    ];

    /// <summary>Drives, measures, stops, and waits until everything has arrived.</summary>
    public static async Task<IReadOnlyDictionary<string, double>> RunAsync(RunningServer server, SignalSeats pairs, SignalPace pace, CancellationToken stop)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var open = new OpenLoop(pairs.Lines, pace.SignalsPerSecond);
        var driving = pace.SignalsPerSecond > 0 ? open.RunAsync(ended.Token) : Task.CompletedTask;
        if (pace.SignalsPerSecond == 0)
        {
            pairs.BeginToReply(pace.Window);
        }

        await Task.Delay(RunUp, TimeProvider.System, stop);

        pairs.Tally.Open();
        var before = pairs.Tally.Received;
        var window = Window.Open(server.Processes);
        await Task.Delay(pace.Length, TimeProvider.System, stop);
        var received = pairs.Tally.Received - before;
        var costs = window.Close();
        pairs.Tally.Close();

        await ended.CancelAsync();
        await driving;
        pairs.StopReplying();
        await pairs.DrainAsync(pace.Acknowledged, stop);
        return Figures(received, costs, pairs.Tally.Latencies, open.Lateness);
    }

    private static Dictionary<string, double> Figures(long received, Costs costs, LatencyHistogram latencies, LatencyHistogram lateness) => new(costs.Figures(received))
    {
        ["signals_per_second"] = costs.Rate(received),
        ["p50_ms"] = latencies.Percentile(0.50).TotalMilliseconds,
        ["p99_ms"] = latencies.Percentile(0.99).TotalMilliseconds,
        ["driver_late_p99_ms"] = lateness.Percentile(0.99).TotalMilliseconds,
    };
}
