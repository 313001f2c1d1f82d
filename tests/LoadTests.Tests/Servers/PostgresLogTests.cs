using FChat.LoadTests.Servers.Backings;

namespace FChat.LoadTests.Servers;

public sealed class PostgresLogTests
{
    private const string Waits =
        """
        2026-11-26 05:00:00.000 UTC [11] LOG:  process 11 still waiting for ShareLock on transaction 745 after 1.045 ms
        2026-11-26 05:00:00.000 UTC [11] DETAIL:  Process holding the lock: 12. Wait queue: 11.
        2026-11-26 05:00:00.000 UTC [11] STATEMENT:  update t set n = 2
        2026-11-26 05:00:00.010 UTC [11] LOG:  process 11 acquired ShareLock on transaction 745 after 11.020 ms
        2026-11-26 05:00:00.020 UTC [13] LOG:  process 13 still waiting for ExclusiveLock on tuple (0,1) of relation 16390 of database 5 after 1.001 ms
        2026-11-26 05:00:00.030 UTC [14] LOG:  process 14 still waiting for ExclusiveLock on extension of relation 16390 of database 5 after 1.001 ms
        """;

    [Fact]
    public void A_wait_for_a_row_counts_once_and_a_wait_for_a_table_to_grow_does_not() =>
        Assert.Equal(new PostgresLog(Deadlocks: 0, RowWaits: 2, Timeouts: 0), PostgresLog.Read(Waits));

    [Theory]
    [InlineData("ERROR:  deadlock detected", 1, 0)]
    [InlineData("ERROR:  could not serialize access due to concurrent update", 1, 0)]
    [InlineData("ERROR:  canceling statement due to lock timeout", 0, 1)]
    [InlineData("ERROR:  canceling statement due to user request", 0, 0)]
    [InlineData("STATEMENT:  select 'deadlock detected'", 0, 0)]
    public void Only_what_conflicts_killed_counts(string line, int deadlocks, int timeouts) =>
        Assert.Equal(new PostgresLog(deadlocks, RowWaits: 0, timeouts), PostgresLog.Read($"2026-11-26 05:00:00.000 UTC [11] {line}"));
}
