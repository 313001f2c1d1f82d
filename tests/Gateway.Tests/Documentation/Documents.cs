using System.Text.RegularExpressions;

namespace FChat.Tests.Documentation;

/// <summary>The documents of the repository that these tests were built from.</summary>
internal static partial class Documents
{
    /// <summary>Where the repository is.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The lines of the protocol's page.</summary>
    public static string[] Protocol { get; } = Read("docs/protocol.md");

    /// <summary>The lines of the operators' page.</summary>
    public static string[] Operations { get; } = Read("docs/operations.md");

    /// <summary>The lines of the first page that anybody reads.</summary>
    public static string[] Readme { get; } = Read("README.md");

    /// <summary>The lines of a section, from its heading to the next one of its rank.</summary>
    public static string[] Section(string[] lines, string heading)
    {
        var rank = heading[..heading.IndexOf(' ')];
        return [.. lines.SkipWhile(line => line != heading).Skip(1).TakeWhile(line => !line.StartsWith(rank + " ", StringComparison.Ordinal))];
    }

    /// <summary>The names that a cell puts in back quotes, with the question mark that follows an optional one.</summary>
    public static string[] Names(string cell) => [.. QuotedName().Matches(cell).Select(match => match.Groups[1].Value + match.Groups[2].Value)];

    /// <summary>The fenced blocks among lines, with the language that each names.</summary>
    public static IEnumerable<(string Language, string Text)> Blocks(IEnumerable<string> lines)
    {
        string? language = null;
        var text = new List<string>();
        foreach (var line in lines)
        {
            if (!line.StartsWith("```", StringComparison.Ordinal))
            {
                text.Add(line);
                continue;
            }

            if (language is not null)
            {
                yield return (language, string.Join('\n', text));
            }

            language = language is null ? line[3..] : null;
            text.Clear();
        }
    }

    private static string[] Read(string path) => File.ReadAllLines(Path.Combine(Root, path));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "FChat.sln")))
        {
            folder = folder.Parent;
        }

        return folder!.FullName;
    }

    [GeneratedRegex(@"`([^`]+)`(\??)")]
    private static partial Regex QuotedName();
}
