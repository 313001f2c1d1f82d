using System.Text.RegularExpressions;
using FChat.Tests.Architecture;

namespace FChat.Tests.Documentation;

/// <summary>The operators' table of metrics against the source: names, kinds, units and meanings.</summary>
public sealed partial class MetricsTableTests
{
    private static readonly Dictionary<string, string> Kinds = new()
    {
        ["ObservableGauge"] = "gauge", ["Counter"] = "counter", ["UpDownCounter"] = "up-down counter", ["Histogram"] = "histogram",
    };

    private static readonly string[] Made =
        [.. Repository.Files("src", ".cs").SelectMany(path => Instrument().Matches(Repository.Text(path))).Select(Row).Order(StringComparer.Ordinal)];

    [Fact]
    public void Every_metric_is_documented_with_its_kind_unit_and_meaning()
    {
        var documented = Repository.Lines("docs/operations.md").Select(line => DocumentedRow().Match(line)).Where(row => row.Success)
            .Select(row => $"{row.Groups[1]} {row.Groups[2]} {row.Groups[3]} {row.Groups[4]}");
        Assert.Equal(Made, documented);
    }

    [Fact]
    public void Every_instrument_that_is_made_is_seen_by_this_test()
    {
        var mentioned = Repository.Files("src", ".cs").Sum(path => Creation().Count(Repository.Text(path)));
        Assert.Equal(mentioned, Made.Length);
        Assert.True(mentioned > 30, $"{mentioned} instruments");
    }

    [Fact]
    public void No_two_metrics_have_one_name() => Assert.Equal(Made.Length, Made.Select(row => row.Split(' ')[0]).Distinct().Count());

    private static string Row(Match instrument) =>
        $"{instrument.Groups[2]} {Kinds[instrument.Groups[1].Value]} {instrument.Groups[3]} {char.ToLowerInvariant(instrument.Groups[4].Value[0])}{instrument.Groups[4].Value[1..]}";

    [GeneratedRegex("""(?:\.Create|new Shown)(ObservableGauge|Counter|UpDownCounter|Histogram)(?:<\w+>)?\((?:\s*_?meter,)?\s*"(fchat\.[a-z_.]+)",(?:.*?,)?\s*"(s|1|\{\w+\})",\s*"([^"]+)"\s*[,)]""")]
    private static partial Regex Instrument();

    [GeneratedRegex(@"(?:\.Create(ObservableGauge|ObservableUpDownCounter|Counter|UpDownCounter|Histogram|Gauge)|new ShownCounter)\b")]
    private static partial Regex Creation();

    [GeneratedRegex(@"^\| `(fchat\.[a-z_.]+)` \| ([a-z- ]+) \| `([^`]+)` \| .* \| ([^|]+) \|$")]
    private static partial Regex DocumentedRow();
}
