using System.Globalization;
using System.Net.Sockets;

namespace FChat.LoadTests.Servers.Backings;

/// <summary>A Redis that nobody else uses: on the loopback, in a private directory, keeping nothing on disk.</summary>
public sealed class RedisServer : IBacking
{
    private static readonly Dictionary<string, string> NoVariables = [];
    private readonly ServerProcess _process;

    private RedisServer(ServerProcess process, string connection) => (_process, Connection) = (process, connection);

    /// <inheritdoc/>
    public string Connection { get; }

    /// <inheritdoc/>
    public IReadOnlyList<int> ProcessIds => [_process.Id];

    /// <inheritdoc/>
    public string LastOutput => _process.LastOutput;

    /// <summary>Starts it and waits until it answers.</summary>
    /// <exception cref="InvalidOperationException">It is not installed, or did not start.</exception>
    public static async Task<RedisServer> StartAsync(string directory, CancellationToken stop)
    {
        var port = FreePorts.Take();
        string[] arguments =
        [
            "--bind", "127.0.0.1", "--port", port.ToString(CultureInfo.InvariantCulture), "--dir", directory, "--save", "", "--appendonly", "no", "--daemonize", "no",
        ];
        var process = ServerProcess.Start("redis-server", arguments, NoVariables, directory);
        try
        {
            await Readiness.WaitAsync("redis-server", process, limit => AnswersAsync(port, limit), stop);
            return new RedisServer(process, $"127.0.0.1:{port}");
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public Task<DatabaseCounts?> CountAsync(CancellationToken stop) => Task.FromResult<DatabaseCounts?>(null);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private static async Task<bool> AnswersAsync(int port, CancellationToken limit)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", port, limit);
            await client.GetStream().WriteAsync("PING\r\n"u8.ToArray(), limit);
            var answer = new byte["+PONG"u8.Length];
            return await client.GetStream().ReadAtLeastAsync(answer, answer.Length, throwOnEndOfStream: false, limit) == answer.Length && answer.AsSpan().SequenceEqual("+PONG"u8);
        }
        catch (Exception e) when (e is SocketException or IOException or OperationCanceledException)
        {
            return false;
        }
    }
}
