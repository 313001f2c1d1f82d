using FChat.LoadTests.CommandLine;
using FChat.LoadTests.Measuring;
using FChat.LoadTests.Servers;
using FChat.LoadTests.Shapes.Idle;
using FChat.LoadTests.Shapes.Signals;

namespace FChat.LoadTests.Shapes.Grids;

/// <summary>The same thousand people in one large call, in many small ones, and in between.</summary>
public sealed class GridShape : IShape
{
    private static readonly ArgumentSpec Deliveries = new("deliveries", 4_000, 1, 1_000_000, "changes told to one participant a second, over all calls");
    private static readonly ArgumentSpec Memory = new("memory", 1, 0, 1, "0 = without the memory of a participant, which takes seconds for each server");
    private static readonly ArgumentSpec Idle = new("idle", 0, 0, 1, "1 = and then what idle does");

    /// <inheritdoc/>
    public string Name => "shapes";

    /// <inheritdoc/>
    public Loads Load => Loads.Calls;

    /// <inheritdoc/>
    public string Meaning => "calls x participants (--shapes): a joiner seen by all, fan-out, signals/s, memory";

    /// <inheritdoc/>
    public IReadOnlyList<ArgumentSpec> Arguments =>
        [Deliveries, Memory, Idle, SignalsShape.Window, SignalsShape.Acknowledged, .. RoundArguments.All, IdleShape.Connections, IdleShape.Seconds];

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ShapeResult>> RunAsync(IReadOnlyList<IServerMode> modes, Arguments arguments, CancellationToken stop)
    {
        var grids = Grid.ReadAll(arguments.Text(CommandLine.Arguments.Shapes) ?? Grid.Usual);
        var signals = new SignalPace(arguments[SignalsShape.Window], 0, arguments.Flag(SignalsShape.Acknowledged), RoundArguments.Length(arguments));
        var pace = new GridPace(arguments[Deliveries], signals);
        var results = new List<ShapeResult>();
        foreach (var grid in grids)
        {
            results.Add(await new GridRun(grid, pace, arguments, stop).MeasureAsync(modes, $"{Name}-{grid}", arguments.Flag(Memory)));
        }

        return arguments.Flag(Idle) ? [.. results, .. await new IdleShape().RunAsync(modes, arguments, stop)] : results;
    }
}
