using System.Diagnostics;

namespace FChat.TestServers;

/// <summary>One run of a server on its data. Everything that it says goes to its log, line by line.</summary>
internal sealed class PostgresProcess : IDisposable
{
    private const string ReadyLine = "database system is ready to accept connections";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Process _process;
    private readonly Task _gone;

    private PostgresProcess(Process process, string log)
    {
        _process = process;
        _gone = Listen(log);
    }

    public bool HasExited => _process.HasExited;

    /// <summary>Starts a server and waits until it takes connections.</summary>
    /// <exception cref="PostgresStartException">It does not; nothing runs.</exception>
    public static async Task<PostgresProcess> Start(ProcessStartInfo start, string log)
    {
        var server = new PostgresProcess(Process.Start(start)!, log);
        if (await Task.WhenAny(server._ready.Task, server._gone).WaitAsync(Patience) == server._ready.Task)
        {
            return server;
        }

        server.Dispose();
        throw new PostgresStartException(await File.ReadAllTextAsync(log));
    }

    /// <summary>Sends the server a signal that ends it, and waits until every process of it is gone.</summary>
    public async Task End(PosixSignalNumber signal)
    {
        Signals.Send(_process.Id, signal);
        await _gone.WaitAsync(Patience);
    }

    public void Dispose() => _process.Dispose();

    // All its processes have inherited the pipe: it ends when the last of them does.
    private async Task Listen(string log)
    {
        await using (var file = new StreamWriter(log, append: true) { AutoFlush = true })
        {
            while (await _process.StandardError.ReadLineAsync() is { } line)
            {
                await file.WriteLineAsync(line);
                if (line.EndsWith(ReadyLine, StringComparison.Ordinal))
                {
                    _ready.TrySetResult();
                }
            }
        }

        await _process.WaitForExitAsync();
    }
}

/// <summary>A server did not start. The message is its log.</summary>
internal sealed class PostgresStartException(string log) : Exception(log)
{
    /// <summary>Whether somebody else had its port.</summary>
    public bool PortIsTaken => Message.Contains("could not create any TCP/IP sockets", StringComparison.Ordinal);
}
