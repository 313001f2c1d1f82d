using System.Globalization;
using System.Net;
using System.Text;

namespace FChat.Cluster.Tests.Tracing;

/// <summary>Draws a trace as Jaeger would show it: made anew with <c>FCHAT_SCREENSHOTS=1</c>.</summary>
internal static class TracePicture
{
    private const int Row = 18;
    private const int Names = 430;
    private const int Width = 1_200;
    private const int Head = 26;

    private static readonly Dictionary<string, string> Colours = new()
    {
        ["fchat-gateway"] = "#3b6fd4", ["fchat-silo"] = "#2a9d6f",
    };

    /// <summary>Writes <c>docs/images/trace.svg</c> if it is asked for.</summary>
    public static void WriteIfWanted(TraceTree tree)
    {
        if (Environment.GetEnvironmentVariable("FCHAT_SCREENSHOTS") == "1")
        {
            File.WriteAllText(Path.Combine(FChat.Tests.Documentation.Documents.Root, "docs", "images", "trace.svg"), Draw(tree));
        }
    }

    private static string Draw(TraceTree tree)
    {
        var known = tree.All.Select(span => span.Id).ToHashSet();
        var rows = tree.All.Where(span => !known.Contains(span.Parent)).SelectMany(root => Rows(tree, root, 0)).ToList();
        var (from, to) = (rows.Min(row => row.Span.Start), rows.Max(row => row.Span.End));
        var height = Head + (rows.Count * Row) + 10;
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {height}" font-family="DejaVu Sans, Arial, sans-serif" font-size="11">""");
        svg.Append(CultureInfo.InvariantCulture, $"""<title>One call over two gateways</title><rect width="{Width}" height="{height}" fill="#fff"/>""");
        svg.Append(CultureInfo.InvariantCulture, $"""<text x="8" y="17" font-weight="bold">{rows.Count} spans in {Milliseconds(to - from)} ms</text>""");
        svg.Append("""<text x="250" y="17" fill="#3b6fd4">gateways</text><text x="320" y="17" fill="#2a9d6f">silos</text>""");
        for (var i = 0; i < rows.Count; i++)
        {
            Line(svg, rows[i].Span, rows[i].Depth, Head + (i * Row), from, to);
        }

        return svg.Append("</svg>\n").ToString();
    }

    private static IEnumerable<(SeenSpan Span, int Depth)> Rows(TraceTree tree, SeenSpan span, int depth) =>
        tree.Children(span).SelectMany(child => Rows(tree, child, depth + 1)).Prepend((span, depth));

    private static void Line(StringBuilder svg, SeenSpan span, int depth, int y, ulong from, ulong to)
    {
        double X(ulong at) => Names + ((at - from) / (double)(to - from) * (Width - Names - 90));
        var (x, width) = (X(span.Start), Math.Max(2, X(span.End) - X(span.Start)));
        var name = span.Scope == "Npgsql" ? "SQL" : span.Name;
        svg.Append(CultureInfo.InvariantCulture, $"""<text x="{8 + (depth * 12)}" y="{y + 12}">{WebUtility.HtmlEncode(name)}</text>""");
        svg.Append(CultureInfo.InvariantCulture, $"""<rect x="{x:0.0}" y="{y + 3}" width="{width:0.0}" height="{Row - 6}" rx="2" fill="{Colours.GetValueOrDefault(span.Service, "#888")}"/>""");
        svg.Append(CultureInfo.InvariantCulture, $"""<text x="{x + width + 4:0.0}" y="{y + 12}" fill="#555">{Milliseconds(span.End - span.Start)} ms</text>""");
    }

    private static string Milliseconds(ulong nanoseconds) => (nanoseconds / 1e6).ToString("0.0", CultureInfo.InvariantCulture);
}
