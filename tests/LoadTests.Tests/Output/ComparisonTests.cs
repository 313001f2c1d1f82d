using FChat.LoadTests.Measuring;
using FChat.LoadTests.Shapes.Fanout;
using FChat.LoadTests.Shapes.Lifecycles;
using FChat.LoadTests.Shapes.Signals;

namespace FChat.LoadTests.Output;

public sealed class ComparisonTests
{
    private static readonly ShapeResult Closed = Result(SignalsShape.ClosedKind, "signals_per_second", ("2+2", 30), ("redis", 20), ("bare", 40));
    private static readonly ShapeResult Lifecycles = Result(LifecyclesShape.Kind, "lifecycles_per_second", ("2+2", 30), ("seed-mariadb", 10));

    [Fact]
    public void Every_mode_is_held_against_the_backplane_wherever_it_stands()
    {
        var ratios = Comparison.Of([Closed], asked: null);

        Assert.Equal([("2+2", 1.5), ("bare", 2.0)], ratios.Select(ratio => (ratio.Mode, ratio.Spread.Median)));
        Assert.All(ratios, ratio => Assert.Equal("redis", ratio.Reference));
    }

    [Fact]
    public void Calls_that_are_kept_are_held_against_the_seed()
    {
        var ratio = Assert.Single(Comparison.Of([Lifecycles], asked: null));

        Assert.Equal(("2+2", "seed-mariadb", 3.0), (ratio.Mode, ratio.Reference, ratio.Spread.Median));
    }

    [Fact]
    public void Without_either_the_last_mode_is_the_reference() =>
        Assert.Equal("b", Reference.Of(Result(FanoutShape.Kind, "x", ("a", 1), ("b", 1)), asked: null));

    [Fact]
    public void Another_reference_may_be_asked_for_and_is_missed_where_it_was_not_measured()
    {
        Assert.Equal(["2+2", "redis"], Comparison.Of([Closed, Lifecycles], "bare").Select(ratio => ratio.Mode));
        Assert.Null(Reference.Of(Lifecycles, "bare"));
    }

    [Fact]
    public void The_table_has_a_part_for_each_reference_and_a_dash_for_what_was_not_measured()
    {
        var open = Result(SignalsShape.OpenKind, "p99_ms", ("2+2", 5), ("redis", 10));

        var lines = ComparisonTable.Render(Comparison.Of([Closed, open, Lifecycles], asked: null)).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(
            ["multiples of redis, taken in each round", "2+2   1.50 (1.50..1.50)       0.50 (0.50..0.50)", "bare  2.00 (2.00..2.00)       -", "multiples of seed-mariadb, taken in each round", "2+2  3.00 (3.00..3.00)"],
            lines.Where((_, line) => line is not 1 and not 5));
    }

    [Fact]
    public void Nothing_measured_gives_no_table() => Assert.Empty(ComparisonTable.Render(Comparison.Of([], asked: null)));

    private static ShapeResult Result(string kind, string key, params (string Mode, double Value)[] values) => new(
        kind,
        kind,
        [new Metric(key, key, 0)],
        [.. values.Select(value => new Sample(value.Mode, 1, new Dictionary<string, double> { [key] = value.Value }))],
        []);
}
