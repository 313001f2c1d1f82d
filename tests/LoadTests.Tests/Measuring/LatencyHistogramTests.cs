namespace FChat.LoadTests.Measuring;

public sealed class LatencyHistogramTests
{
    private readonly LatencyHistogram _histogram = new();

    [Fact]
    public void Nothing_recorded_gives_zero() => Assert.Equal(TimeSpan.Zero, _histogram.Percentile(0.99));

    [Theory]
    [InlineData(1)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(1_000)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(3_600_000_000)]
    public void A_value_comes_back_rounded_up_by_less_than_a_sixty_fourth(long microseconds)
    {
        _histogram.Record(TimeSpan.FromMicroseconds(microseconds));

        var found = _histogram.Percentile(0.5).TotalMicroseconds;
        Assert.InRange(found, microseconds, microseconds + microseconds / 64.0);
    }

    [Fact]
    public void Percentiles_are_the_values_at_their_rank()
    {
        for (var i = 1; i <= 100; i++)
        {
            _histogram.Record(TimeSpan.FromMicroseconds(i));
        }

        Assert.Equal(50, _histogram.Percentile(0.50).TotalMicroseconds);
        Assert.Equal(99, _histogram.Percentile(0.99).TotalMicroseconds);
        Assert.Equal(100, _histogram.Percentile(1).TotalMicroseconds);
    }

    [Fact]
    public void Values_beyond_the_scale_count_as_its_ends()
    {
        _histogram.Record(TimeSpan.FromSeconds(-1));
        _histogram.Record(TimeSpan.FromDays(365));

        Assert.Equal(2, _histogram.Count);
        Assert.Equal(TimeSpan.Zero, _histogram.Percentile(0.5));
        Assert.True(_histogram.Percentile(1) > TimeSpan.FromHours(18));
    }
}
