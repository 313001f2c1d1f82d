using System.Collections.Concurrent;
using System.Security.Cryptography;
using Npgsql;

namespace FChat.TestServers;

/// <summary>
/// A PostgreSQL server that nobody else uses: a cluster in a temporary directory, on a loopback port of its own. It flushes to the disk
/// as PostgreSQL does by default. If <c>FCHAT_TEST_POSTGRES</c> holds a connection string, databases are made on that server instead.
/// </summary>
public sealed class PrivatePostgres : IAsyncDisposable
{
    /// <summary>Environment variable with the connection string of a server to use instead of one's own.</summary>
    public const string Variable = "FCHAT_TEST_POSTGRES";

    private readonly PostgresCluster? _own;
    private readonly string _server;
    private readonly ConcurrentBag<string> _databases = [];

    private PrivatePostgres(PostgresCluster? own, string server) => (_own, _server) = (own, server);

    /// <summary>Whether the server is our own, and can be stopped.</summary>
    public bool IsOwn => _own is not null;

    /// <summary>The directory of the cluster, with <c>postgres.log</c>.</summary>
    /// <exception cref="NotSupportedException">The server is not our own.</exception>
    public string Directory => Own.Directory;

    private PostgresCluster Own => _own ?? throw new NotSupportedException(
        $"The server that {Variable} names is not ours: it can not be stopped, started or looked into. Unset the variable to have a private one.");

    /// <summary>Makes a cluster and starts it, with settings of its own such as <c>shared_preload_libraries=pg_stat_statements</c>, which a server that was given ignores.</summary>
    /// <exception cref="InvalidOperationException">PostgreSQL is not installed, or does not run here.</exception>
    public static async Task<PrivatePostgres> Start(params string[] settings)
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given)
        {
            return new PrivatePostgres(null, given);
        }

        var own = await PostgresCluster.Start(settings);
        return new PrivatePostgres(own, own.ConnectionString);
    }

    /// <summary>Runs one of PostgreSQL's client programs on a database, such as <c>pg_dump</c>. Files that it writes must be in <see cref="Directory"/>.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message has what it said.</exception>
    public static Task RunClient(string program, string connection, params string[] arguments)
    {
        var to = new NpgsqlConnectionStringBuilder(connection);
        var start = PostgresPrograms.Describe(program, "/", [$"--host={to.Host}", $"--port={to.Port}", $"--username={to.Username}", $"--dbname={to.Database}", .. arguments]);
        start.Environment["PGPASSWORD"] = to.Password;
        return PostgresPrograms.Run(start);
    }

    /// <summary>A new directory in which PostgreSQL's own programs may make a cluster, also when they are started by root.</summary>
    public static Task<string> MakeDirectory() => PostgresPrograms.MakeDirectory();

    /// <summary>How to connect to a database of the server as its owner.</summary>
    public string ConnectionString(string database) => new NpgsqlConnectionStringBuilder(_server) { Database = database }.ToString();

    /// <summary>Makes an empty database.</summary>
    /// <returns>How to connect to it.</returns>
    public async Task<string> CreateDatabase()
    {
        var name = $"fchat_test_{RandomNumberGenerator.GetHexString(12, lowercase: true)}";
        await Execute($"create database {name}");
        _databases.Add(name);
        return ConnectionString(name);
    }

    /// <summary>Stops as a restart of the service does: connections are cut, what runs is rolled back.</summary>
    public Task StopFast() => Own.Stop(PosixSignalNumber.Interrupt);

    /// <summary>Stops without tidying up: the next start recovers from the log.</summary>
    public Task StopImmediate() => Own.Stop(PosixSignalNumber.Quit);

    /// <summary>Kills the server, and waits until its other processes have noticed.</summary>
    public Task Kill() => Own.Stop(PosixSignalNumber.Kill);

    /// <summary>Starts again on the same data and port; stops it first if it runs.</summary>
    public async Task Restart()
    {
        await StopFast();
        await Own.Start();
    }

    /// <summary>Ends the server and deletes its directory. Of a server that was given, drops what was made on it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_own is not null)
        {
            await _own.DisposeAsync();
            return;
        }

        foreach (var database in _databases)
        {
            await Execute($"drop database if exists {database} with (force)");
        }
    }

    private async Task Execute(string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_server) { Pooling = false }.ToString());
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
