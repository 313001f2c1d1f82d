using System.Globalization;
using System.Text;
using FChat.LoadTests.Measuring;

namespace FChat.LoadTests.Output;

/// <summary>A result as a table for people: a row for each mode, and one for the ratio of each to the last.</summary>
public static class ResultTable
{
    /// <summary>Cells are "median (least..most)"; a ratio is taken in each round and then spread.</summary>
    public static string Render(ShapeResult result)
    {
        var modes = result.Samples.Select(sample => sample.Mode).Distinct().ToArray();
        string[][] rows =
        [
            ["", .. result.Metrics.Select(metric => metric.Heading)],
            .. modes.Select(mode => Row(result, mode, mode, "F")),
            .. modes.Except([modes.LastOrDefault()]).Select(mode => RatioRow(result, mode!, modes[^1])),
        ];
        var text = new StringBuilder().AppendLine().AppendLine(result.Shape);
        if (modes.Length == 0)
        {
            return text.AppendLine("nothing to measure in these modes").ToString();
        }

        foreach (var row in rows)
        {
            text.AppendLine(string.Join("  ", row.Select((cell, column) => cell.PadRight(rows.Max(other => other[column].Length)))).TrimEnd());
        }

        foreach (var fault in result.Faults)
        {
            text.AppendLine($"FAULT {fault}");
        }

        return text.ToString();
    }

    private static string[] Row(ShapeResult result, string mode, string title, string format) =>
        [title, .. result.Metrics.Select(metric => Cell(Ratios.Of(result, metric.Key, mode, null), format + metric.Decimals))];

    private static string[] RatioRow(ShapeResult result, string mode, string reference) =>
        [$"{mode} / {reference}", .. result.Metrics.Select(metric => Cell(Ratios.Of(result, metric.Key, mode, reference), "F2"))];

    private static string Cell(Spread? spread, string format) => spread is null
        ? "-"
        : string.Create(CultureInfo.InvariantCulture, $"{spread.Median.ToString(format, CultureInfo.InvariantCulture)} ({spread.Least.ToString(format, CultureInfo.InvariantCulture)}..{spread.Most.ToString(format, CultureInfo.InvariantCulture)})");
}
