using FChat.LoadTests.CommandLine;
using FChat.LoadTests.Measuring;
using FChat.LoadTests.Servers;
using FChat.LoadTests.Shapes.Signals;

namespace FChat.LoadTests.Shapes.Grids;

/// <summary>One grid on servers of all modes, which are up at the same time and take turns: joins in all rounds, then changes and signals in all rounds.</summary>
public sealed class GridRun(Grid grid, GridPace pace, Arguments arguments, CancellationToken stop)
{
    private const int JoinersAtLeast = 100;
    // Whoever comes first pays for code, pools and grains that all share.
    private const int First = 100;

    private int Turns => arguments[RoundArguments.Rounds] + arguments[RoundArguments.Warm];

    private int LateInCall => grid.LateInCall(JoinersAtLeast);

    // Rounded up: the last turn may have fewer.
    private int JoinersInTurn => (grid.Calls * LateInCall + Turns - 1) / Turns;

    /// <summary>Starts servers, measures, ends them.</summary>
    /// <param name="kind">Of the result.</param>
    /// <param name="withMemory">Whether memory is measured: that takes seconds for each server.</param>
    public async Task<ShapeResult> MeasureAsync(IReadOnlyList<IServerMode> modes, string kind, bool withMemory)
    {
        await using var field = await ServerField.StartAsync(modes, GridSettings.ForAll, stop);
        await using var first = await field.PrepareAsync((server, faults) => GridCrowd.GatherAsync(server, grid.AtMost(First), late: 0, "first", faults, stop));
        foreach (var server in field.Servers)
        {
            await WarmAsync(server, first[server]);
        }

        var before = await MemoryAsync(field, withMemory);
        await using var crowds = await field.PrepareAsync((server, faults) => GridCrowd.GatherAsync(server, grid, LateInCall, "grid", faults, stop));
        var joins = await Shapes.Turns.TakeAsync(field.Servers, arguments, server => GridFigures.JoinAsync(crowds[server], JoinersInTurn, stop));
        var after = await MemoryAsync(field, withMemory);

        var pairs = field.Servers.ToDictionary(server => server, server => crowds[server].Pair(pace.Signals.Acknowledged));
        var loads = await Shapes.Turns.TakeAsync(field.Servers, arguments, server => GridFigures.LoadAsync(server, crowds[server], pairs[server], grid, pace, stop));
        var samples = Sample.Merge(joins, loads, [.. before.Select(one => Memory(one.Key, after[one.Key] - one.Value))]);
        return new ShapeResult(kind, Describe(), GridFigures.Metrics, samples, [.. first.Faults, .. crowds.Faults]);
    }

    private async Task WarmAsync(RunningServer server, GridCrowd crowd)
    {
        var brief = pace with { Signals = pace.Signals with { Length = TimeSpan.FromSeconds(1) } };
        await GridFigures.LoadAsync(server, crowd, crowd.Pair(pace.Signals.Acknowledged), grid.AtMost(First), brief, stop);
    }

    private async Task<Dictionary<RunningServer, long>> MemoryAsync(ServerField field, bool withMemory)
    {
        var memory = new Dictionary<RunningServer, long>();
        foreach (var server in withMemory ? field.Servers : [])
        {
            memory[server] = await server.SettledMemoryAsync(stop);
        }

        return memory;
    }

    private Sample Memory(RunningServer server, long bytes) =>
        new(server.Mode, 1, new Dictionary<string, double> { ["kib_per_participant"] = bytes / 1024.0 / grid.All });

    private string Describe() =>
        $"shapes: {grid.Calls} call(s) of {grid.People}, changes at {pace.DeliveriesPerSecond:F0} deliveries/s, signals of {grid.Calls * (grid.People / 2)} pairs in a closed loop, "
        + (pace.Signals.Acknowledged ? "answered where the protocol has answers" : "not answered");
}
