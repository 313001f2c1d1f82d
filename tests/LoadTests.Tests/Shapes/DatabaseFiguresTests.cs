using FChat.LoadTests.Servers.Backings;
using FChat.LoadTests.Shapes.Lifecycles;

namespace FChat.LoadTests.Shapes;

public sealed class DatabaseFiguresTests
{
    private static readonly DatabaseCounts Before = new(Statements: 1_000, Commits: 100, Deadlocks: 1, LockWaits: 10, LockTimeouts: 2);

    [Fact]
    public void Only_what_was_counted_in_the_stretch_counts()
    {
        var figures = DatabaseFigures.Of(Before, new DatabaseCounts(1_280, 140, 4, 15, 2), lived: 10);

        Assert.Equal(28, figures["statements_per_lifecycle"]);
        Assert.Equal(4, figures["commits_per_lifecycle"]);
        Assert.Equal(3, figures["deadlocks"]);
        Assert.Equal(5, figures["lock_waits"]);
        Assert.Equal(0, figures["lock_timeouts"]);
    }

    [Fact]
    public void Every_figure_has_a_column() =>
        Assert.Equal(DatabaseFigures.Of(Before, Before, lived: 0).Keys.Order(), DatabaseFigures.Metrics.Select(metric => metric.Key).Order());

    [Fact]
    public void Without_a_database_that_counts_there_are_none() => Assert.Empty(DatabaseFigures.Of(null, null, lived: 10));
}
