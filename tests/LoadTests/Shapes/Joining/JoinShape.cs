using FChat.LoadTests.CommandLine;
using FChat.LoadTests.Measuring;
using FChat.LoadTests.Servers;

namespace FChat.LoadTests.Shapes.Joining;

/// <summary>A large call comes together: everybody joins, and everybody learns of everybody.</summary>
public sealed class JoinShape : IShape
{
    private static readonly ArgumentSpec AtOnce = new("at-once", 64, 1, 1_000, "joinings under way at a time");
    private static readonly ArgumentSpec Names = new("names", 1, 0, 1, "1 = whoever joins asks for the names that the answer had no room for, 0 = is content with their number");
    private static readonly Metric[] Metrics =
    [
        new("whole_seconds", "s to whole roster", 2),
        new("answered_seconds", "s to last answer", 2),
        new("answer_p50_ms", "answer p50 ms", 0),
        new("answer_p99_ms", "answer p99 ms", 0),
        .. Costs.Metrics(decimals: 0),
    ];

    /// <inheritdoc/>
    public string Name => "join";

    /// <inheritdoc/>
    public Loads Load => Loads.Joining;

    /// <inheritdoc/>
    public string Meaning => "one large call comes together: time until everybody has joined and knows everybody";

    /// <inheritdoc/>
    public IReadOnlyList<ArgumentSpec> Arguments => [LargeCall.People, LargeCall.Rung, AtOnce, Names, RoundArguments.Rounds, RoundArguments.Warm];

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ShapeResult>> RunAsync(IReadOnlyList<IServerMode> modes, Arguments arguments, CancellationToken stop)
    {
        await using var field = await ServerField.StartAsync(modes, ServiceSettings.Unchanged, stop);
        await using var crowds = await field.PrepareAsync((server, faults) => JoinCrowd.MeetAsync(server, arguments[LargeCall.People], arguments.Flag(Names), faults, stop));
        var samples = await Turns.TakeAsync(field.Servers, arguments, server => crowds[server].JoinAsync(arguments[LargeCall.Rung], arguments[AtOnce], stop));
        return [new ShapeResult(Name, $"join: {arguments[LargeCall.People]} join one call, {arguments[AtOnce]} at once, {(arguments.Flag(Names) ? "all names known" : "names as told")}, CPU per 1,000 joinings", Metrics, samples, crowds.Faults)];
    }
}
