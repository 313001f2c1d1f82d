using FChat.LoadTests.CommandLine;
using FChat.LoadTests.Measuring;
using FChat.LoadTests.Servers;

namespace FChat.LoadTests.Shapes.Lifecycles;

/// <summary>Whole durable calls: initiate, ring, both join, one leaves, both see the end. A bare hub has nothing to compare.</summary>
public sealed class LifecyclesShape : IShape
{
    private static readonly ArgumentSpec Callers = new("callers", 64, 1, 5_000, "pairs that call at the same time");
    private static readonly Metric[] Metrics =
    [
        new("lifecycles_per_second", "lifecycles/s", 0),
        new("p50_ms", "p50 ms", 1),
        new("p99_ms", "p99 ms", 1),
        .. Costs.Metrics(decimals: 0),
    ];

    /// <summary>The kind of its results.</summary>
    public const string Kind = "lifecycles";

    /// <inheritdoc/>
    public string Name => "lifecycles";

    /// <inheritdoc/>
    public Loads Load => Loads.Lifecycles;

    /// <inheritdoc/>
    public string Meaning => "whole durable calls per second (no comparison: a bare hub keeps nothing)";

    /// <inheritdoc/>
    public IReadOnlyList<ArgumentSpec> Arguments => [Callers, .. RoundArguments.All];

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ShapeResult>> RunAsync(IReadOnlyList<IServerMode> modes, Arguments arguments, CancellationToken stop)
    {
        await using var field = await ServerField.StartAsync(modes, ServiceSettings.Unchanged, stop);
        await using var crowds = await field.PrepareAsync((server, faults) => LifecycleCrowd.MeetAsync(server, arguments[Callers], faults, stop));
        var length = RoundArguments.Length(arguments);
        var samples = await Turns.TakeAsync(field.Servers, arguments, server => SlotAsync(server, crowds[server], length, stop));
        return [new ShapeResult(Kind, $"lifecycles: {arguments[Callers]} pairs calling at the same time", Metrics, samples, crowds.Faults)];
    }

    private static async Task<IReadOnlyDictionary<string, double>> SlotAsync(RunningServer server, LifecycleCrowd crowd, TimeSpan length, CancellationToken stop)
    {
        crowd.Open();
        var before = crowd.Lived;
        var window = Window.Open(server.Processes);
        using var enough = new CancellationTokenSource(length, TimeProvider.System);
        await crowd.LiveAsync(enough.Token, stop);
        var costs = window.Close();
        var lived = crowd.Lived - before;
        return new Dictionary<string, double>(costs.Figures(lived))
        {
            ["lifecycles_per_second"] = costs.Rate(lived),
            ["p50_ms"] = crowd.Durations.Percentile(0.50).TotalMilliseconds,
            ["p99_ms"] = crowd.Durations.Percentile(0.99).TotalMilliseconds,
        };
    }
}
