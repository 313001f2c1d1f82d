using FChat.LoadTests.Measuring;
using FChat.LoadTests.Shapes.Fanout;
using FChat.LoadTests.Shapes.Lifecycles;
using FChat.LoadTests.Shapes.Signals;

namespace FChat.LoadTests.Output;

/// <summary>One figure of a mode as a multiple of the same figure of another, taken in each round.</summary>
/// <param name="Figure">What is compared, for people.</param>
public sealed record Ratio(string Mode, string Reference, string Figure, Spread Spread);

/// <summary>What a whole run comes down to.</summary>
public static class Comparison
{
    // The columns of the summary, whichever shapes were run.
    private static readonly (string Kind, string Key, string Figure)[] Figures =
    [
        (SignalsShape.ClosedKind, "signals_per_second", "signals/s, closed loop"),
        (SignalsShape.OpenKind, "server_cpu_ms_per_1000", "CPU per signal, open loop"),
        (SignalsShape.OpenKind, "p99_ms", "p99, open loop"),
        (FanoutShape.Kind, "to_last_p50_ms", "fan-out to last p50"),
        (LifecyclesShape.Kind, "lifecycles_per_second", "lifecycles/s"),
    ];

    /// <summary>The ratios of every mode to the reference, in the order of the columns.</summary>
    public static IReadOnlyList<Ratio> Of(IReadOnlyList<ShapeResult> results, string? asked) =>
        [.. Figures.SelectMany(figure => results.Where(result => result.Kind == figure.Kind), (figure, result) => (figure, result)).SelectMany(pair => Of(pair.result, pair.figure.Key, pair.figure.Figure, asked))];

    private static IEnumerable<Ratio> Of(ShapeResult result, string key, string figure, string? asked)
    {
        if (Reference.Of(result, asked) is not { } reference)
        {
            yield break;
        }

        foreach (var mode in Reference.Modes(result).Where(mode => mode != reference))
        {
            if (Ratios.Of(result, key, mode, reference) is { } spread)
            {
                yield return new Ratio(mode, reference, figure, spread);
            }
        }
    }
}
