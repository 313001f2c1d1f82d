using System.Text.RegularExpressions;

namespace FChat.LoadTests.Servers.Backings;

/// <summary>Conflicts of transactions as PostgreSQL writes them into its log, at once; its statistics have deadlocks only, and some of them seconds later.</summary>
/// <param name="Deadlocks">Transactions that were sacrificed, or could not be serialized.</param>
/// <param name="RowWaits">Waits for a row or for its holder, each of at least <c>deadlock_timeout</c>. Waits for a table to grow are not among them.</param>
/// <param name="Timeouts">Waits that were given up.</param>
public sealed partial record PostgresLog(long Deadlocks, long RowWaits, long Timeouts)
{
    /// <summary>Counts what a log tells.</summary>
    public static PostgresLog Read(string log) => new(Deadlock().Count(log), RowWait().Count(log), Timeout().Count(log));

    [GeneratedRegex(@"ERROR:  (deadlock detected|could not serialize access)")]
    private static partial Regex Deadlock();

    [GeneratedRegex(@"still waiting for \w+ on (transaction|tuple) ")]
    private static partial Regex RowWait();

    [GeneratedRegex("ERROR:  canceling statement due to lock timeout")]
    private static partial Regex Timeout();
}
