using System.Collections.Immutable;

namespace FChat.Tests.Documentation;

/// <summary>A table of a document.</summary>
/// <param name="Title">The last line of text before it.</param>
internal sealed record MarkdownTable(string Title, ImmutableArray<string> Header, ImmutableArray<ImmutableArray<string>> Rows)
{
    /// <summary>All tables among some lines.</summary>
    public static IEnumerable<MarkdownTable> In(IReadOnlyList<string> lines)
    {
        var title = "";
        for (var at = 0; at < lines.Count; at++)
        {
            if (!lines[at].StartsWith('|'))
            {
                title = lines[at].Length == 0 ? title : lines[at];
                continue;
            }

            var table = lines.Skip(at).TakeWhile(line => line.StartsWith('|')).Select(Cells).ToList();
            yield return new MarkdownTable(title, table[0], [.. table.Skip(2)]);
            at += table.Count - 1;
        }
    }

    /// <summary>The one table whose header begins so.</summary>
    public static MarkdownTable Of(IReadOnlyList<string> lines, params string[] header) =>
        In(lines).Single(table => table.Header.Take(header.Length).SequenceEqual(header));

    private static ImmutableArray<string> Cells(string line) => [.. line.Trim().Trim('|').Split('|').Select(cell => cell.Trim())];
}
