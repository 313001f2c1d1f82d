using System.Globalization;
using FChat.TestServers;
using Npgsql;

namespace FChat.LoadTests.Servers.Backings;

/// <summary>A PostgreSQL that nobody else uses, every commit on the disk, that counts statements and tells of every wait for a row of more than a millisecond.</summary>
public sealed class PostgresServer : IBacking
{
    // Statements of the service alone: those of transactions and sessions are no utility of it.
    private const string Counts =
        """
        select (select coalesce(sum(calls), 0)::bigint from pg_stat_statements join pg_database on pg_database.oid = dbid where datname = $1),
               pg_snapshot_xmax(pg_current_snapshot())::text::bigint
        """;

    private const int LinesKept = 40;

    private static readonly string[] Settings =
        ["shared_preload_libraries=pg_stat_statements", "pg_stat_statements.track_utility=off", "log_lock_waits=on", "deadlock_timeout=1ms"];

    private static readonly TimeSpan LogPatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(5);
    private readonly PrivatePostgres _server;
    private readonly string _log;
    private int _marks;

    private PostgresServer(PrivatePostgres server, string connection)
    {
        (_server, Connection) = (server, connection);
        _log = Path.Combine(server.Directory, "postgres.log");
        // Its first line, see "postmaster.pid" in PostgreSQL's storage page.
        ProcessIds = [int.Parse(File.ReadLines(Path.Combine(server.Directory, "data", "postmaster.pid")).First(), CultureInfo.InvariantCulture)];
    }

    /// <inheritdoc/>
    public string Connection { get; }

    /// <inheritdoc/>
    public IReadOnlyList<int> ProcessIds { get; }

    /// <inheritdoc/>
    public string LastOutput => string.Join(Environment.NewLine, ReadLog().Split('\n').TakeLast(LinesKept));

    /// <summary>Starts it with an empty database.</summary>
    /// <exception cref="InvalidOperationException">It is not installed or did not start, or another server is to be used, which cannot be measured.</exception>
    public static async Task<PostgresServer> StartAsync()
    {
        var server = await PrivatePostgres.Start(Settings);
        try
        {
            var counting = server.IsOwn ? server : throw new InvalidOperationException($"A server of its own is measured: unset {PrivatePostgres.Variable}.");
            var postgres = new PostgresServer(counting, await counting.CreateDatabase());
            await postgres.ExecuteAsync("create extension pg_stat_statements", CancellationToken.None);
            return postgres;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task<DatabaseCounts?> CountAsync(CancellationToken stop)
    {
        await using var connection = await OpenAsync(stop);
        await using var command = new NpgsqlCommand(Counts, connection) { Parameters = { new() { Value = new NpgsqlConnectionStringBuilder(Connection).Database } } };
        await using var reader = await command.ExecuteReaderAsync(stop);
        await reader.ReadAsync(stop);
        var (statements, commits) = (reader.GetInt64(0), reader.GetInt64(1));
        var log = PostgresLog.Read(await ReadWholeLogAsync(stop));
        return new DatabaseCounts(statements, commits, log.Deadlocks, log.RowWaits, log.Timeouts);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _server.DisposeAsync();

    // Lines of all its processes come by one pipe and in one order: with the mark, everything before it is there.
    private async Task<string> ReadWholeLogAsync(CancellationToken stop)
    {
        var mark = $"load-mark-{Interlocked.Increment(ref _marks)}.";
        await ExecuteAsync($"do $$ begin raise log '{mark}'; end $$", stop);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(LogPatience);
        using var pause = new PeriodicTimer(LookEvery);
        string log;
        while (!(log = ReadLog()).Contains($"LOG:  {mark}", StringComparison.Ordinal))
        {
            await pause.WaitForNextTickAsync(limit.Token);
        }

        return log;
    }

    private string ReadLog()
    {
        using var stream = new FileStream(_log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private async Task ExecuteAsync(string sql, CancellationToken stop)
    {
        await using var connection = await OpenAsync(stop);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(stop);
    }

    // Another database than the service's, whose statements are counted.
    private async Task<NpgsqlConnection> OpenAsync(CancellationToken stop)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_server.ConnectionString("postgres")) { Pooling = false }.ToString());
        await connection.OpenAsync(stop);
        return connection;
    }
}
