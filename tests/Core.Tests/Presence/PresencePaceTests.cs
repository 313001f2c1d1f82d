using FChat.Core.Presence;

namespace FChat.Presence;

public sealed class PresencePaceTests
{
    private static readonly PresencePace Pace = new(TimeSpan.FromMilliseconds(200), TimeSpan.FromMicroseconds(5), TimeSpan.FromSeconds(5));

    [Theory]
    [InlineData(0, 200)]
    [InlineData(40_000, 200)]
    [InlineData(40_001, 200.005)]
    [InlineData(200_000, 1_000)]
    [InlineData(1_000_000, 5_000)]
    [InlineData(20_000_000, 5_000)]
    public void What_was_told_is_rested_for_and_few_things_gather_as_long_as_ever(long told, double milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), Pace.PauseAfter(told, isBehind: false));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(2_000, 10)]
    [InlineData(200_000, 1_000)]
    public void Who_is_behind_gathers_no_more_and_rests_all_the_same(long told, double milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), Pace.PauseAfter(told, isBehind: true));
}
