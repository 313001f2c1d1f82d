using System.Globalization;
using System.Security.Cryptography;
using Npgsql;

namespace FChat.TestServers;

/// <summary>A cluster of PostgreSQL in a directory of its own: data, socket and log.</summary>
internal sealed class PostgresCluster(string directory, string[] settings) : IAsyncDisposable
{
    // Below those that the kernel gives to outgoing connections: nobody takes the port while the server is down.
    private const int FirstPort = 20_000, LastPort = 30_000, Attempts = 20;

    private readonly string _password = RandomNumberGenerator.GetHexString(16);
    private readonly string _data = Path.Combine(directory, "data");
    private readonly string _log = Path.Combine(directory, "postgres.log");
    private PostgresProcess? _running;
    private int _port;

    public string Directory => directory;

    public string ConnectionString => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1", Port = _port, Username = "postgres", Password = _password, Database = "postgres",
    }.ToString();

    public static async Task<PostgresCluster> Start(string[] settings)
    {
        var cluster = new PostgresCluster(await PostgresPrograms.MakeDirectory(), settings);
        try
        {
            await cluster.Initialise();
            await cluster.StartOnSomePort();
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    public async Task Start() =>
        _running = await PostgresProcess.Start(PostgresPrograms.Describe("postgres", directory, Arguments()), _log);

    public async Task Stop(PosixSignalNumber signal)
    {
        if (_running is null)
        {
            return;
        }

        if (!_running.HasExited)
        {
            await _running.End(signal);
        }

        _running.Dispose();
        _running = null;
    }

    public async ValueTask DisposeAsync()
    {
        await Stop(PosixSignalNumber.Quit);
        System.IO.Directory.Delete(directory, recursive: true);
    }

    // An order of texts that is not that of their bytes, as many a server has it by default: so that whoever relies on the order of bytes must say so.
    private async Task Initialise()
    {
        var password = Path.Combine(directory, "password");
        await File.WriteAllTextAsync(password, _password);
        await PostgresPrograms.Run(PostgresPrograms.Describe(
            "initdb", directory, "--pgdata", _data, "--username=postgres", "--pwfile", password, "--auth=scram-sha-256",
            "--encoding=UTF8", "--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=en-US", "--no-sync"));
        File.Delete(password);
    }

    private async Task StartOnSomePort()
    {
        for (var attempt = 1; ; attempt++)
        {
            _port = FreePort.Find(FirstPort, LastPort);
            try
            {
                await Start();
                return;
            }
            catch (PostgresStartException failure) when (failure.PortIsTaken && attempt < Attempts)
            {
                File.Delete(_log);
            }
        }
    }

    private string[] Arguments()
    {
        string[] all =
        [
            "listen_addresses=127.0.0.1", $"port={_port.ToString(CultureInfo.InvariantCulture)}", $"unix_socket_directories={directory}",
            "max_connections=200", "lc_messages=C", "log_lock_waits=on", "track_io_timing=on", .. settings,
        ];
        return ["-D", _data, .. all.SelectMany(setting => new[] { "-c", setting })];
    }
}
