namespace FChat.LoadTests.Measuring;

/// <summary>Figures of one mode, by themselves or against another mode's of the same round.</summary>
public static class Ratios
{
    /// <summary>The spread over the rounds, or null if the figure was not measured there (or is 0 in the reference).</summary>
    public static Spread? Of(ShapeResult result, string key, string mode, string? reference)
    {
        var own = Figures(result, key, mode);
        var values = reference is null
            ? own.Values
            : own.Join(Figures(result, key, reference).Where(other => other.Value > 0), one => one.Key, other => other.Key, (one, other) => one.Value / other.Value);
        return values.Any() ? Spread.Of(values) : null;
    }

    private static Dictionary<int, double> Figures(ShapeResult result, string key, string mode) =>
        result.Samples.Where(sample => sample.Mode == mode && sample.Figures.ContainsKey(key)).ToDictionary(sample => sample.Round, sample => sample.Figures[key]);
}
