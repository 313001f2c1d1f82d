using System.Text;
using FChat.LoadTests.Measuring;

namespace FChat.LoadTests.Output;

/// <summary>A result as a table for people: a row for each mode, and one for the ratio of each to the reference.</summary>
public static class ResultTable
{
    /// <summary>Cells are "median (least..most)"; a ratio is taken in each round and then spread.</summary>
    /// <param name="asked">The reference that was asked for, or null.</param>
    public static string Render(ShapeResult result, string? asked = null)
    {
        var modes = Reference.Modes(result);
        var text = new StringBuilder().AppendLine().AppendLine(result.Shape);
        if (modes.Count == 0)
        {
            return text.AppendLine("nothing to measure in these modes").ToString();
        }

        var reference = Reference.Of(result, asked);
        text.Append(TextTable.Render(
        [
            ["", .. result.Metrics.Select(metric => metric.Heading)],
            .. modes.Select(mode => Row(result, mode)),
            .. reference is null ? [] : modes.Where(mode => mode != reference).Select(mode => RatioRow(result, mode, reference)),
        ]));
        foreach (var fault in result.Faults)
        {
            text.AppendLine($"FAULT {fault}");
        }

        return text.ToString();
    }

    private static string[] Row(ShapeResult result, string mode) =>
        [mode, .. result.Metrics.Select(metric => TextTable.Cell(Ratios.Of(result, metric.Key, mode, null), $"F{metric.Decimals}"))];

    private static string[] RatioRow(ShapeResult result, string mode, string reference) =>
        [$"{mode} / {reference}", .. result.Metrics.Select(metric => TextTable.Cell(Ratios.Of(result, metric.Key, mode, reference), "F2"))];
}
