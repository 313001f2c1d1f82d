namespace FChat.LoadTests.Measuring;

public sealed class SampleTests
{
    [Fact]
    public void What_was_measured_apart_in_a_round_comes_together()
    {
        var merged = Sample.Merge([Of("a", 1, "x"), Of("b", 1, "x"), Of("a", 2, "x")], [Of("a", 2, "y"), Of("a", 1, "y")], [Of("b", 1, "z")]);

        Assert.Equal([("a", 1, "x y"), ("b", 1, "x z"), ("a", 2, "x y")], merged.Select(sample => (sample.Mode, sample.Round, string.Join(' ', sample.Figures.Keys))));
    }

    private static Sample Of(string mode, int round, string figure) => new(mode, round, new Dictionary<string, double> { [figure] = 1 });
}
