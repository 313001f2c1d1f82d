using Npgsql;

namespace FChat.Cluster.Tests.OldPain;

/// <summary>
/// Watches a PostgreSQL server for transactions that wait for each other's rows. Its log has every wait that is longer than <c>deadlock_timeout</c>
/// (set to the least there is), and <c>pg_locks</c> is looked at again and again. Waits for anything but rows (the growth of a table, advisory locks) are not meant.
/// </summary>
internal sealed class RowLocks : IAsyncDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    // How the log names the locks by which one transaction waits for the rows of another.
    private static readonly string[] OfRows = ["on transaction", "on tuple", "deadlock detected", "could not serialize"];

    private readonly NpgsqlDataSource _database;
    private readonly string _log;
    private readonly int _known;
    private readonly CancellationTokenSource _end = new();
    private readonly List<string> _seen = [];
    private readonly Task _looking;

    /// <summary>Watches from now on.</summary>
    public RowLocks(string connectionString, string log)
    {
        (_database, _log) = (NpgsqlDataSource.Create(connectionString), log);
        _known = ReadLog().Length;
        _looking = LookAgainAndAgain();
    }

    /// <summary>Looks at <c>pg_locks</c> so far.</summary>
    public int Looks { get; private set; }

    /// <summary>Every sign of such a wait, of a deadlock, or of a transaction that had to be tried again.</summary>
    public async Task<IReadOnlyList<string>> Stop()
    {
        await _end.CancelAsync();
        await _looking;
        var logged = ReadLog().Skip(_known).Where(line => OfRows.Any(lockOf => line.Contains(lockOf, StringComparison.Ordinal)));
        await using var command = _database.CreateCommand("select deadlocks from pg_stat_database where datname = current_database()");
        var deadlocks = (long)(await command.ExecuteScalarAsync())!;
        return [.. _seen, .. logged, .. deadlocks == 0 ? Array.Empty<string>() : [$"{deadlocks} deadlocks"]];
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _looking;
        await _database.DisposeAsync();
        _end.Dispose();
    }

    private string[] ReadLog()
    {
        using var file = new StreamReader(new FileStream(_log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return file.ReadToEnd().Split('\n');
    }

    private async Task LookAgainAndAgain()
    {
        await using var command = _database.CreateCommand(
            """
            select l.locktype || ' ' || l.mode || ': ' || a.query from pg_locks l join pg_stat_activity a on a.pid = l.pid
            where not l.granted and l.locktype in ('transactionid', 'tuple')
            """);
        using var timer = new PeriodicTimer(Look, TimeProvider.System);
        while (!_end.IsCancellationRequested)
        {
            await using (var reader = await command.ExecuteReaderAsync(CancellationToken.None))
            {
                while (await reader.ReadAsync(CancellationToken.None))
                {
                    _seen.Add(reader.GetString(0));
                }
            }

            Looks++;
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }
}
