using System.Globalization;
using System.Security.Cryptography;
using MySqlConnector;

namespace FChat.LoadTests.Servers.Backings;

/// <summary>A MariaDB that nobody else uses: on the loopback, in a private directory, every commit on the disk, otherwise as it comes.</summary>
public sealed class MariaDbServer : IBacking
{
    private const string Database = "seed";

    // What a client's statements count as. Begin and commit are not among them.
    private static readonly string[] Statements = ["Com_select", "Com_insert", "Com_update", "Com_delete"];
    private static readonly Dictionary<string, string> NoVariables = [];
    private readonly ServerProcess _process;

    private MariaDbServer(ServerProcess process, string connection) => (_process, Connection) = (process, connection);

    /// <inheritdoc/>
    public string Connection { get; }

    /// <inheritdoc/>
    public IReadOnlyList<int> ProcessIds => [_process.Id];

    /// <inheritdoc/>
    public string LastOutput => _process.LastOutput;

    /// <summary>Makes an empty database, starts the server and waits until it takes connections.</summary>
    /// <exception cref="InvalidOperationException">It is not installed, or did not start.</exception>
    public static async Task<MariaDbServer> StartAsync(string directory, CancellationToken stop)
    {
        await InstallAsync(directory, stop);
        var (port, password) = (FreePorts.Take(), RandomNumberGenerator.GetHexString(16));
        var connection = new MySqlConnectionStringBuilder { Server = "127.0.0.1", Port = (uint)port, UserID = Database, Password = password, Database = Database }.ToString();
        await File.WriteAllTextAsync(Path.Combine(directory, "init.sql"), FirstWords(password), stop);
        var process = ServerProcess.Start(Program("mariadbd"), Arguments(directory, port), NoVariables, directory);
        try
        {
            await Readiness.WaitAsync("mariadbd", process, limit => AnswersAsync(connection, limit), stop);
            return new MariaDbServer(process, connection);
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task<DatabaseCounts?> CountAsync(CancellationToken stop)
    {
        var status = await ReadStatusAsync(stop);
        return new DatabaseCounts(
            Statements.Sum(name => status[name]), status["Com_commit"], status["Innodb_deadlocks"], status["Innodb_row_lock_waits"], LockTimeouts: 0);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private async Task<Dictionary<string, long>> ReadStatusAsync(CancellationToken stop)
    {
        await using var connection = new MySqlConnection(Connection);
        await connection.OpenAsync(stop);
        await using var command = new MySqlCommand(
            "show global status where Variable_name like 'Com\\_%' or Variable_name in ('Innodb_deadlocks', 'Innodb_row_lock_waits')", connection);
        await using var reader = await command.ExecuteReaderAsync(stop);
        var status = new Dictionary<string, long>();
        while (await reader.ReadAsync(stop))
        {
            status[reader.GetString(0)] = long.Parse(reader.GetString(1), CultureInfo.InvariantCulture);
        }

        return status;
    }

    private static async Task InstallAsync(string directory, CancellationToken stop)
    {
        // Without a user: with one it would change the owner of a plugin's files for everybody.
        string[] arguments = ["--no-defaults", $"--datadir={Data(directory)}", "--auth-root-authentication-method=normal", "--skip-test-db"];
        await using var process = ServerProcess.Start(Program("mariadb-install-db"), arguments, NoVariables, directory);
        if (await process.WaitForExitAsync(stop) != 0)
        {
            throw new InvalidOperationException($"mariadb-install-db failed:{Environment.NewLine}{process.LastOutput}");
        }
    }

    private static string[] Arguments(string directory, int port) =>
    [
        "--no-defaults", .. AsRoot(), $"--datadir={Data(directory)}", $"--socket={Path.Combine(directory, "mariadb.sock")}", $"--pid-file={Path.Combine(directory, "mariadb.pid")}",
        "--bind-address=127.0.0.1", $"--port={port}", "--innodb-flush-log-at-trx-commit=1", $"--init-file={Path.Combine(directory, "init.sql")}",
    ];

    private static string FirstWords(string password) =>
        $"""
        create database {Database} character set utf8mb4 collate utf8mb4_unicode_ci;
        create user '{Database}'@'%' identified by '{password}';
        grant all on {Database}.* to '{Database}'@'%';
        alter user 'root'@'localhost' identified by '{password}';

        """;

    private static string Data(string directory) => Path.Combine(directory, "data");

    // It refuses to run as root unless it is told that this is meant.
    private static string[] AsRoot() => Environment.IsPrivilegedProcess ? ["--user=root"] : [];

    // Debian keeps servers where only root's path looks.
    private static string Program(string name) => Path.Combine("/usr/sbin", name) is var path && File.Exists(path) ? path : name;

    private static async Task<bool> AnswersAsync(string connection, CancellationToken limit)
    {
        try
        {
            await using var server = new MySqlConnection(connection);
            await server.OpenAsync(limit);
            return true;
        }
        catch (Exception e) when (e is MySqlException or OperationCanceledException)
        {
            return false;
        }
    }
}
