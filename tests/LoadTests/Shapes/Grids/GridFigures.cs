using FChat.LoadTests.Measuring;
using FChat.LoadTests.Servers;
using FChat.LoadTests.Shapes.Signals;

namespace FChat.LoadTests.Shapes.Grids;

/// <summary>How a grid is loaded.</summary>
/// <param name="DeliveriesPerSecond">Of changes, over all calls, everybody in a call counted.</param>
/// <param name="Signals">The closed loop of signals.</param>
public sealed record GridPace(double DeliveriesPerSecond, SignalPace Signals);

/// <summary>What is measured of a grid on one server.</summary>
public static class GridFigures
{
    private static readonly TimeSpan RunUp = TimeSpan.FromMilliseconds(500);

    /// <summary>All figures.</summary>
    public static IReadOnlyList<Metric> Metrics =>
    [
        new("seen_p50_ms", "joiner seen by all p50 ms", 1),
        new("seen_p99_ms", "p99 ms", 1),
        new("fanout_p50_ms", "fan-out p50 ms", 2),
        new("fanout_p99_ms", "p99 ms", 1),
        new("fanout_cpu_ms_per_1000", "CPU ms/1000 deliveries", 1),
        new("signals_per_second", "signals/s", 0),
        new("signals_cpu_ms_per_1000", "CPU ms/1000 signals", 1),
        new("driver_late_p99_ms", "driver late p99 ms", 1),
        new("kib_per_participant", "KiB/participant", 1),
    ];

    /// <summary>Lets so many who are late join, one after another.</summary>
    public static async Task<IReadOnlyDictionary<string, double>> JoinAsync(GridCrowd crowd, int joiners, CancellationToken stop)
    {
        var seen = new LatencyHistogram();
        for (var i = 0; i < joiners; i++)
        {
            if (await crowd.WatchJoinAsync(stop) is { } time)
            {
                seen.Record(time);
            }
        }

        return seen.Count == 0 ? new Dictionary<string, double>() : new Dictionary<string, double>
        {
            ["seen_p50_ms"] = seen.Percentile(0.50).TotalMilliseconds,
            ["seen_p99_ms"] = seen.Percentile(0.99).TotalMilliseconds,
        };
    }

    /// <summary>Changes at a fixed rate, then signals as fast as they go.</summary>
    public static async Task<IReadOnlyDictionary<string, double>> LoadAsync(RunningServer server, GridCrowd crowd, SignalSeats signals, Grid grid, GridPace pace, CancellationToken stop)
    {
        var changes = await ChangeAsync(server, crowd, pace.DeliveriesPerSecond / grid.People, pace.Signals.Length, stop);
        var signalling = await SignalSlot.RunAsync(server, signals, pace.Signals with { Acknowledged = crowd.Answers(pace.Signals.Acknowledged) }, stop);
        return new Dictionary<string, double>(changes)
        {
            ["signals_per_second"] = signalling["signals_per_second"],
            ["signals_cpu_ms_per_1000"] = signalling["server_cpu_ms_per_1000"],
        };
    }

    private static async Task<Dictionary<string, double>> ChangeAsync(RunningServer server, GridCrowd crowd, double perSecond, TimeSpan length, CancellationToken stop)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var open = new OpenLoop(crowd.ChangeLines, perSecond);
        var driving = open.RunAsync(ended.Token);
        await Task.Delay(RunUp, TimeProvider.System, stop);

        crowd.Changes.Open();
        var before = crowd.Changes.Received;
        var window = Window.Open(server.Processes);
        await Task.Delay(length, TimeProvider.System, stop);
        await ended.CancelAsync();
        await driving;
        await crowd.DrainChangesAsync(stop);
        var costs = window.Close();
        return new Dictionary<string, double>
        {
            ["fanout_p50_ms"] = crowd.Changes.Latencies.Percentile(0.50).TotalMilliseconds,
            ["fanout_p99_ms"] = crowd.Changes.Latencies.Percentile(0.99).TotalMilliseconds,
            ["fanout_cpu_ms_per_1000"] = costs.Figures(crowd.Changes.Received - before)["server_cpu_ms_per_1000"],
            ["driver_late_p99_ms"] = open.Lateness.Percentile(0.99).TotalMilliseconds,
        };
    }
}
