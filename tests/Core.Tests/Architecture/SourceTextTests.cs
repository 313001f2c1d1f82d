using System.Text.RegularExpressions;

namespace FChat.Tests.Architecture;

/// <summary>What a reader of the source can rely on without reading all of it.</summary>
public sealed partial class SourceTextTests
{
    private const int LongestFile = 300;

    private static readonly string[] Code = [".cs", ".ts", ".css", ".html", ".sql", ".mjs", ".targets"];

    private static readonly string[] Prose = [".md", ".json", ".props", ".csproj", ".yaml", ".yml", ".sh"];

    private static readonly string[] Folders = ["src", "tests", "docs", "deploy"];

    // This file holds the words that it looks for.
    private static bool Itself(string path) => path.EndsWith("Architecture/SourceTextTests.cs", StringComparison.Ordinal);

    private static IEnumerable<string> Sources => Repository.Files("src", Code).Concat(Repository.Files("tests", Code)).Where(path => !Itself(path));

    private static IEnumerable<string> Texts =>
        Sources.Concat(Folders.SelectMany(folder => Repository.Files(folder, Prose)))
            .Concat(Repository.TopFiles("*.md"))
            .Append("test.sh");

    [Fact]
    public void No_file_is_longer_than_three_hundred_lines() =>
        Assert.Empty(from path in Sources let length = Repository.Lines(path).Length where length > LongestFile select $"{path}: {length}");

    [Fact]
    public void Nothing_is_left_undone() => Assert.Empty(Found(Sources, Leftover()));

    [Fact]
    public void No_exception_is_swallowed() => Assert.Empty(Found(Sources, Swallowed()));

    [Fact]
    public void No_test_is_skipped_or_run_alone() => Assert.Empty(Found(Sources, SkippedTest()));

    [Fact]
    public void No_text_names_a_path_of_one_machine() => Assert.Empty(Found(Texts, MachinePath()));

    [Fact]
    public void The_clients_lock_file_names_no_registry_but_the_public_one() =>
        Assert.DoesNotContain(Found(["src/Web/package-lock.json"], Registry()), line => !line.Contains("https://registry.npmjs.org/"));

    [Fact]
    public void Every_link_between_documents_leads_somewhere()
    {
        var broken = from path in Texts.Where(path => path.EndsWith(".md", StringComparison.Ordinal))
                     from Match link in Link().Matches(Repository.Text(path))
                     let target = link.Groups["target"].Value.Split('#')[0]
                     where target.Length > 0 && !target.Contains("://", StringComparison.Ordinal)
                     where !Path.Exists(Path.Combine(Repository.Root, Path.GetDirectoryName(path) ?? "", target))
                     select $"{path}: {target}";
        Assert.Empty(broken);
    }

    private static IEnumerable<string> Found(IEnumerable<string> paths, Regex pattern) =>
        from path in paths
        from Match match in pattern.Matches(Repository.Text(path))
        select $"{path}: {match.Value.Trim()}";

    [GeneratedRegex(@"\bTODO\b|\bFIXME\b|\bHACK\b|\bXXX\b|NotImplementedException|NotSupportedException\(\)")]
    private static partial Regex Leftover();

    [GeneratedRegex(@"catch\s*(\([^)]*\)\s*)?(when\s*\([^)]*\)\s*)?\{\s*\}")]
    private static partial Regex Swallowed();

    [GeneratedRegex(@"\bSkip\s*=\s*""|\b(it|test|describe)\.(skip|only|todo)\b")]
    private static partial Regex SkippedTest();

    [GeneratedRegex(@"(?<![\w.:/-])(/(home|root|Users|work|workspace|builds)/|[A-Z]:\\\\?Users\\)[^\s""']*")]
    private static partial Regex MachinePath();

    [GeneratedRegex(@"""resolved"":\s*""[^""]+""")]
    private static partial Regex Registry();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();
}
