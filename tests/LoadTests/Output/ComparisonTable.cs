using System.Text;

namespace FChat.LoadTests.Output;

/// <summary>The ratios of a whole run as tables for people: for each reference one, with a row for each mode that was held against it.</summary>
public static class ComparisonTable
{
    /// <summary>Empty if there is nothing to compare.</summary>
    public static string Render(IReadOnlyList<Ratio> ratios)
    {
        var text = new StringBuilder();
        foreach (var one in ratios.GroupBy(ratio => ratio.Reference))
        {
            var figures = one.Select(ratio => ratio.Figure).Distinct().ToArray();
            text.AppendLine().AppendLine($"multiples of {one.Key}, taken in each round");
            text.Append(TextTable.Render([["", .. figures], .. one.GroupBy(ratio => ratio.Mode).Select(mode => Row(mode, figures))]));
        }

        return text.ToString();
    }

    private static string[] Row(IGrouping<string, Ratio> mode, string[] figures) =>
        [mode.Key, .. figures.Select(figure => TextTable.Cell(mode.FirstOrDefault(ratio => ratio.Figure == figure)?.Spread, "F2"))];
}
