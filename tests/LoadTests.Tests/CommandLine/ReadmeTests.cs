using System.Globalization;
using System.Text.RegularExpressions;
using FChat.LoadTests.Shapes;

namespace FChat.LoadTests.CommandLine;

/// <summary>The driver's page against the driver.</summary>
public sealed partial class ReadmeTests
{
    private static readonly string Readme =
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "../../../../LoadTests/README.md"));

    [Fact]
    public void Every_argument_of_a_shape_stands_there_with_its_default_and_range()
    {
        var wanted = CommandTable.Shapes.SelectMany(shape => shape.Arguments, (shape, argument) => (shape, argument)).GroupBy(pair => pair.argument, pair => pair.shape.Name)
            .Select(one => $"| {string.Join(", ", one.Select(shape => $"`{shape}`"))} | {Row(one.Key)} |");

        Assert.Equal(wanted, RowsUnder("| shape | argument |"));
    }

    [Fact]
    public void Every_argument_of_all_shapes_stands_there() =>
        Assert.Equal(Arguments.Texts.Select(text => $"| `--{text.Name}` | {text.Default} | {text.Meaning} |"), RowsUnder("| argument | default |"));

    [Fact]
    public void Every_mode_stands_there() =>
        Assert.Equal(ModeTable.Names.Order(), RowsUnder("| mode | processes |").Select(row => row.Split('`')[1]).Order());

    [Fact]
    public void Every_command_of_the_examples_is_understood()
    {
        var commands = Example().Matches(Readme).Select(match => match.Groups[1].Value.Split('#')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();

        Assert.True(commands.Count > 5);
        Assert.All(commands.Where(command => !command[0].StartsWith("serve-", StringComparison.Ordinal)), command => Arguments.Read(command[1..], Known(command[0])));
    }

    private static IReadOnlyList<ArgumentSpec> Known(string name) => name == "all"
        ? [.. CommandTable.Shapes.SelectMany(shape => shape.Arguments)]
        : CommandTable.Shapes.Single(shape => shape.Name == name).Arguments;

    private static string Row(ArgumentSpec argument) => string.Create(
        CultureInfo.InvariantCulture, $"`--{argument.Name}` | {argument.Default} | {argument.Least} to {argument.Most} | {argument.Meaning}");

    private static IEnumerable<string> RowsUnder(string heading) =>
        Readme[Readme.IndexOf($"\n{heading}", StringComparison.Ordinal)..].TrimStart().Split('\n').Skip(2).TakeWhile(line => line.StartsWith('|'));

    [GeneratedRegex("^load (.+)$", RegexOptions.Multiline)]
    private static partial Regex Example();
}
