namespace FChat.LoadTests.Shapes.Grids;

public sealed class GridTests
{
    [Fact]
    public void The_usual_ones_are_a_thousand_people_each() =>
        Assert.Equal([(1, 1000), (10, 100), (100, 10), (250, 4), (500, 2)], Grid.ReadAll(Grid.Usual).Select(grid => (grid.Calls, grid.People)).Where(pair => pair.Item1 * pair.Item2 == 1000));

    [Theory]
    [InlineData("")]
    [InlineData("10")]
    [InlineData("x")]
    [InlineData("0x2")]
    [InlineData("1x1")]
    [InlineData("-1x10")]
    [InlineData("1x1001")]
    [InlineData("5001x2")]
    [InlineData("2147483647x2")]
    [InlineData("1x2x3")]
    [InlineData("1x2,")]
    public void What_makes_no_sense_is_refused_in_words(string text) =>
        Assert.Contains("calls x participants", Assert.Throws<ArgumentException>(() => Grid.ReadAll(text)).Message);

    [Theory]
    [InlineData(1, 1000, "1x100")]
    [InlineData(10, 100, "1x100")]
    [InlineData(100, 10, "10x10")]
    [InlineData(250, 4, "25x4")]
    [InlineData(500, 2, "50x2")]
    [InlineData(3, 2, "3x2")]
    public void A_smaller_one_is_of_the_same_kind(int calls, int people, string smaller) => Assert.Equal(smaller, new Grid(calls, people).AtMost(100).ToString());

    [Theory]
    [InlineData(1, 1000, 100)]
    [InlineData(10, 100, 10)]
    [InlineData(100, 10, 1)]
    [InlineData(500, 2, 1)]
    [InlineData(3, 2, 1)]
    [InlineData(1, 12, 11)]
    [InlineData(3, 100, 34)]
    public void So_many_come_late_that_a_hundred_joinings_can_be_watched_and_one_is_there_before(int calls, int people, int late) =>
        Assert.Equal(late, new Grid(calls, people).LateInCall(100));
}
