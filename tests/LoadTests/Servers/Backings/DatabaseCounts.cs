namespace FChat.LoadTests.Servers.Backings;

/// <summary>What a database server has counted since it started.</summary>
/// <param name="Statements">Reads and writes that clients sent; begin, commit and session settings not among them.</param>
/// <param name="Commits">Transactions that were made durable.</param>
/// <param name="Deadlocks">Transactions that were sacrificed to end a deadlock.</param>
/// <param name="LockWaits">Times that a transaction waited for a row that another one held.</param>
/// <param name="LockTimeouts">Transactions that gave up such a wait.</param>
public sealed record DatabaseCounts(long Statements, long Commits, long Deadlocks, long LockWaits, long LockTimeouts)
{
    /// <summary>What was counted since.</summary>
    public DatabaseCounts Since(DatabaseCounts earlier) => new(
        Statements - earlier.Statements,
        Commits - earlier.Commits,
        Deadlocks - earlier.Deadlocks,
        LockWaits - earlier.LockWaits,
        LockTimeouts - earlier.LockTimeouts);
}
