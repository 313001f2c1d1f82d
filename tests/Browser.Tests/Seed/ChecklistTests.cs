using System.Text.RegularExpressions;

namespace FChat.Seed;

/// <summary>docs/seed-checklist.md against the tests that it names.</summary>
public sealed partial class ChecklistTests
{
    [Fact]
    public void Every_test_that_the_checklist_names_is_there()
    {
        var named = TestName.Matches(Checklist()).Select(match => match.Groups[1].Value).Distinct().ToList();
        var tests = typeof(ChecklistTests).Assembly.GetExportedTypes()
            .SelectMany(type => type.GetMethods(), (type, method) => (type, method))
            .Where(test => test.method.IsDefined(typeof(FactAttribute), inherit: true))
            .Select(test => $"{test.type.Name}.{test.method.Name}");

        Assert.NotEmpty(named);
        Assert.Empty(named.Except(tests));
    }

    [Fact]
    public void Every_line_of_the_checklist_names_a_test() =>
        Assert.All(
            Checklist().Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| line |", StringComparison.Ordinal)),
            line => Assert.True(TestName.IsMatch(line) || line.Contains("](../tests/", StringComparison.Ordinal), line));

    private static string Checklist() => File.ReadAllText(Path.Combine(Paths.Repository, "docs", "seed-checklist.md"));

    [GeneratedRegex(@"`(\w+Tests\.\w+)`")]
    private static partial Regex TestName { get; }
}
