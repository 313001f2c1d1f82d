using System.Globalization;
using System.Text;
using FChat.LoadTests.Measuring;

namespace FChat.LoadTests.Output;

/// <summary>Rows of cells under one another.</summary>
public static class TextTable
{
    /// <summary>Lines with columns as wide as their widest cell.</summary>
    public static string Render(IReadOnlyList<string[]> rows)
    {
        var text = new StringBuilder();
        foreach (var row in rows)
        {
            text.AppendLine(string.Join("  ", row.Select((cell, column) => cell.PadRight(rows.Max(other => other[column].Length)))).TrimEnd());
        }

        return text.ToString();
    }

    /// <summary>"median (least..most)", or a dash.</summary>
    public static string Cell(Spread? spread, string format) => spread is null
        ? "-"
        : string.Create(CultureInfo.InvariantCulture, $"{Text(spread.Median, format)} ({Text(spread.Least, format)}..{Text(spread.Most, format)})");

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
