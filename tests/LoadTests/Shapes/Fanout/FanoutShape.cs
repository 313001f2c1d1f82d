using FChat.LoadTests.CommandLine;
using FChat.LoadTests.Measuring;
using FChat.LoadTests.Servers;

namespace FChat.LoadTests.Shapes.Fanout;

/// <summary>One call of many: an event to everybody, the next when the last one has it.</summary>
public sealed class FanoutShape : IShape
{
    private static readonly Metric[] Metrics =
    [
        new("events_per_second", "events/s", 1),
        new("deliveries_per_second", "deliveries/s", 0),
        new("to_last_p50_ms", "to last p50 ms", 2),
        new("to_last_p99_ms", "to last p99 ms", 2),
        new("join_cpu_ms", "server CPU ms/join", 1),
        .. Costs.Metrics(decimals: 2),
    ];

    /// <summary>The kind of its results.</summary>
    public const string Kind = "fanout";

    /// <inheritdoc/>
    public string Name => "fanout";

    /// <inheritdoc/>
    public Loads Load => Loads.Fanout;

    /// <inheritdoc/>
    public string Meaning => "one large call: events to everybody, time to the last one, deliveries/s";

    /// <inheritdoc/>
    public IReadOnlyList<ArgumentSpec> Arguments => [LargeCall.People, LargeCall.Rung, .. RoundArguments.All];

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ShapeResult>> RunAsync(IReadOnlyList<IServerMode> modes, Arguments arguments, CancellationToken stop)
    {
        await using var field = await ServerField.StartAsync(modes, ServiceSettings.TellingAtOnce, stop);
        var crowd = new FanoutCrowd(arguments[LargeCall.People], arguments[LargeCall.Rung]);
        await using var calls = await field.PrepareAsync((server, faults) => FanoutCall.GatherAsync(server, crowd, faults, stop));
        var length = RoundArguments.Length(arguments);
        var samples = await Turns.TakeAsync(field.Servers, arguments, server => SlotAsync(server, calls[server], length, stop));
        return [new ShapeResult(Kind, $"fanout: one call of {arguments[LargeCall.People]}, CPU per 1,000 deliveries", Metrics, samples, calls.Faults)];
    }

    private static async Task<IReadOnlyDictionary<string, double>> SlotAsync(RunningServer server, FanoutCall call, TimeSpan length, CancellationToken stop)
    {
        call.Round.Open();
        var before = (call.Round.Delivered, call.Round.Current);
        var window = Window.Open(server.Processes);
        call.Begin();
        await Task.Delay(length, TimeProvider.System, stop);
        await call.EndAsync(stop);
        var costs = window.Close();
        var delivered = call.Round.Delivered - before.Delivered;
        return new Dictionary<string, double>(costs.Figures(delivered))
        {
            ["events_per_second"] = costs.Rate(call.Round.Current - before.Current),
            ["deliveries_per_second"] = costs.Rate(delivered),
            ["to_last_p50_ms"] = call.Round.ToLast.Percentile(0.50).TotalMilliseconds,
            ["to_last_p99_ms"] = call.Round.ToLast.Percentile(0.99).TotalMilliseconds,
            ["join_cpu_ms"] = call.CpuPerJoin,
        };
    }
}
