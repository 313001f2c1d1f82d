using FChat.LoadTests.Measuring;
using FChat.LoadTests.Servers.Backings;

namespace FChat.LoadTests.Shapes.Lifecycles;

/// <summary>What whole calls ask of a database.</summary>
public static class DatabaseFigures
{
    /// <summary>Statements and commits for one call; conflicts in the whole stretch.</summary>
    public static readonly IReadOnlyList<Metric> Metrics =
    [
        new("statements_per_lifecycle", "statements/lifecycle", 1),
        new("commits_per_lifecycle", "commits/lifecycle", 1),
        new("deadlocks", "deadlocks", 0),
        new("lock_waits", "lock waits", 0),
        new("lock_timeouts", "lock time-outs", 0),
    ];

    /// <summary>The figures of a stretch; none where no database counts.</summary>
    public static Dictionary<string, double> Of(DatabaseCounts? before, DatabaseCounts? after, long lived)
    {
        if (before is null || after is null)
        {
            return [];
        }

        var counted = after.Since(before);
        return new Dictionary<string, double>
        {
            ["statements_per_lifecycle"] = (double)counted.Statements / Math.Max(1, lived),
            ["commits_per_lifecycle"] = (double)counted.Commits / Math.Max(1, lived),
            ["deadlocks"] = counted.Deadlocks,
            ["lock_waits"] = counted.LockWaits,
            ["lock_timeouts"] = counted.LockTimeouts,
        };
    }
}
