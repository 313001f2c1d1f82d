using FChat.LoadTests.Output;

namespace FChat.LoadTests.Measuring;

public sealed class RatiosTests
{
    [Fact]
    public void A_ratio_is_taken_within_each_round_before_the_median()
    {
        var result = Result(("a", 1, 10), ("b", 1, 5), ("a", 2, 90), ("b", 2, 30), ("a", 3, 8), ("b", 3, 8));

        Assert.Equal(new Spread(2, 1, 3), Ratios.Of(result, "x", "a", "b"));
    }

    [Fact]
    public void A_round_that_one_mode_lacks_gives_no_ratio() =>
        Assert.Null(Ratios.Of(Result(("a", 1, 10), ("b", 2, 5)), "x", "a", "b"));

    [Fact]
    public void A_reference_of_zero_gives_no_ratio() =>
        Assert.Null(Ratios.Of(Result(("a", 1, 10), ("b", 1, 0)), "x", "a", "b"));

    [Fact]
    public void The_table_shows_the_faults() =>
        Assert.Contains("FAULT lost: 3", ResultTable.Render(Result(("a", 1, 10)) with { Faults = ["lost: 3"] }), StringComparison.Ordinal);

    private static ShapeResult Result(params (string Mode, int Round, double Value)[] samples) => new(
        "kind",
        "shape",
        [new Metric("x", "X", 0)],
        [.. samples.Select(sample => new Sample(sample.Mode, sample.Round, new Dictionary<string, double> { ["x"] = sample.Value }))],
        []);
}
