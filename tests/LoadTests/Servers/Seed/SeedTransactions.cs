using MySqlConnector;

namespace FChat.LoadTests.Servers.Seed;

/// <summary>
/// Runs each request of the seed in one transaction, as Frappe does. After a deadlock or a wait that was given up, Frappe answers the request with status 508 and leaves it to its
/// caller to try again, and tries a background job again itself, up to five times with a pause. Here each request is tried again like a job, without the pause.
/// </summary>
public sealed class SeedTransactions(MySqlDataSource source, SeedConflicts conflicts)
{
    private const int Retries = 5;

    /// <summary>Does the work and commits it. Null: every attempt was in conflict with others.</summary>
    public async Task<T?> RunAsync<T>(Func<SeedTransaction, Task<T>> work)
        where T : class
    {
        for (var attempt = 0; attempt <= Retries; attempt++)
        {
            await using var connection = await source.OpenConnectionAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            try
            {
                var result = await work(new SeedTransaction(transaction));
                await transaction.CommitAsync();
                return result;
            }
            catch (MySqlException e) when (e.ErrorCode is MySqlErrorCode.LockDeadlock or MySqlErrorCode.LockWaitTimeout)
            {
                Count(e.ErrorCode);
            }
        }

        conflicts.GiveUp();
        return null;
    }

    private void Count(MySqlErrorCode conflict)
    {
        if (conflict == MySqlErrorCode.LockDeadlock)
        {
            conflicts.Deadlock();
        }
        else
        {
            conflicts.Timeout();
        }
    }
}
