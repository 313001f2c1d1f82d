namespace FChat.LoadTests.Measuring;

/// <summary>A figure that a shape measures.</summary>
/// <param name="Key">Its name in the JSON report.</param>
/// <param name="Heading">Its name and unit in the table.</param>
/// <param name="Decimals">Digits behind the point in the table.</param>
public sealed record Metric(string Key, string Heading, int Decimals);

/// <summary>What one mode gave in one round.</summary>
/// <param name="Figures">By <see cref="Metric.Key"/>.</param>
public sealed record Sample(string Mode, int Round, IReadOnlyDictionary<string, double> Figures)
{
    /// <summary>Puts together what was measured apart in the same round of the same mode, in the order of the first ones.</summary>
    public static IReadOnlyList<Sample> Merge(params IEnumerable<IReadOnlyList<Sample>> parts) =>
    [
        .. parts.SelectMany(part => part).GroupBy(sample => (sample.Mode, sample.Round))
            .Select(one => new Sample(one.Key.Mode, one.Key.Round, one.SelectMany(sample => sample.Figures).ToDictionary())),
    ];
}

/// <summary>All that a shape measured, and what went wrong meanwhile.</summary>
/// <param name="Kind">The shape and which of its loads, for programs.</param>
/// <param name="Shape">The shape and its settings, for people.</param>
/// <param name="Faults">Empty if every message arrived as promised.</param>
public sealed record ShapeResult(string Kind, string Shape, IReadOnlyList<Metric> Metrics, IReadOnlyList<Sample> Samples, IReadOnlyList<string> Faults);
