using FChat.LoadTests.CommandLine;
using FChat.LoadTests.Measuring;
using FChat.LoadTests.Servers;

namespace FChat.LoadTests.Shapes.Lifecycles;

/// <summary>Whole durable calls: initiate, ring, both join, one leaves, both see the end; and if wanted, the presence of many users beside.</summary>
public sealed class LifecyclesShape : IShape
{
    private static readonly ArgumentSpec Callers = new("callers", 64, 1, 5_000, "pairs that call at the same time");
    private static readonly ArgumentSpec Presence = new("presence", 0, 0, 10_000, "users who tell that they live beside the calls, those who call among them first");
    private static readonly ArgumentSpec Beat = new("beat-seconds", 30, 1, 3_600, "how often each of them does; every fifth time it is a change of status");
    private static readonly Metric[] Metrics =
    [
        new("lifecycles_per_second", "lifecycles/s", 0),
        new("p50_ms", "p50 ms", 1),
        new("p99_ms", "p99 ms", 1),
        .. DatabaseFigures.Metrics,
        new("beats_per_second", "beats/s", 0),
        new("beat_p99_ms", "beat p99 ms", 1),
        .. Costs.Metrics(decimals: 0),
    ];

    /// <summary>The kind of its results.</summary>
    public const string Kind = "lifecycles";

    /// <inheritdoc/>
    public string Name => "lifecycles";

    /// <inheritdoc/>
    public Loads Load => Loads.Lifecycles;

    /// <inheritdoc/>
    public string Meaning => "whole durable calls per second, and what they ask of the database";

    /// <inheritdoc/>
    public IReadOnlyList<ArgumentSpec> Arguments => [Callers, Presence, Beat, .. RoundArguments.All];

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ShapeResult>> RunAsync(IReadOnlyList<IServerMode> modes, Arguments arguments, CancellationToken stop)
    {
        await using var field = await ServerField.StartAsync(modes, ServiceSettings.Unchanged, stop);
        var size = new LifecycleSize(arguments[Callers], arguments[Presence], TimeSpan.FromSeconds(arguments[Beat]));
        await using var crowds = await field.PrepareAsync((server, faults) => LifecycleCrowd.MeetAsync(server, size, faults, stop));
        var length = RoundArguments.Length(arguments);
        var samples = await Turns.TakeAsync(field.Servers, arguments, server => LifecycleSlot.RunAsync(server, crowds[server], length, stop));
        return [new ShapeResult(Kind, Describe(size), Metrics, samples, crowds.Faults)];
    }

    private static string Describe(LifecycleSize size) =>
        $"lifecycles: {size.Pairs} pairs calling at the same time" + (size.Presence > 0 ? $", {size.Presence} users telling every {size.BeatEvery.TotalSeconds:F0} s that they live" : "");
}
