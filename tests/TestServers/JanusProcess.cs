using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;

namespace FChat.TestServers;

/// <summary>One run of Janus.</summary>
internal sealed class JanusProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(20);

    private readonly Process _process;
    private readonly Task _listening;

    private JanusProcess(Process process, string log)
    {
        _process = process;
        _listening = Task.WhenAll(Keep(process.StandardOutput, log), Keep(process.StandardError, log + ".err"));
    }

    /// <summary>Starts it and waits until it answers to a ping.</summary>
    /// <exception cref="InvalidOperationException">It does not; nothing runs. The message has what it said.</exception>
    public static async Task<JanusProcess> Start(DirectoryInfo directory, Uri url, string log)
    {
        var start = new ProcessStartInfo("janus", ["--configs-folder", directory.FullName, "--config", Path.Combine(directory.FullName, "janus.jcfg"), "--disable-colors"])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        var janus = new JanusProcess(Process.Start(start)!, log);
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        using var timer = new PeriodicTimer(Between, TimeProvider.System);
        while (!await Answers(url, patience.Token))
        {
            if (janus._process.HasExited || patience.IsCancellationRequested)
            {
                await janus.DisposeAsync();
                throw new InvalidOperationException($"Janus did not get ready:\n{await File.ReadAllTextAsync(log, CancellationToken.None)}");
            }

            await timer.WaitForNextTickAsync(CancellationToken.None);
        }

        return janus;
    }

    public void Send(PosixSignalNumber signal) => Signals.Send(_process.Id, signal);

    public void Freeze() => Signals.Freeze(_process.Id);

    /// <summary>Kills it, and waits until it is gone.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            Signals.Send(_process.Id, PosixSignalNumber.Kill);
        }

        await _process.WaitForExitAsync();
        await _listening;
        _process.Dispose();
    }

    private static async Task Keep(StreamReader said, string log)
    {
        await using var file = new StreamWriter(log, append: true) { AutoFlush = true };
        while (await said.ReadLineAsync() is { } line)
        {
            await file.WriteLineAsync(line);
        }
    }

    private static async Task<bool> Answers(Uri url, CancellationToken stop)
    {
        using var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("janus-protocol");
        try
        {
            await socket.ConnectAsync(url, stop);
            await socket.SendAsync(Encoding.UTF8.GetBytes("""{"janus":"ping","transaction":"ready"}"""), WebSocketMessageType.Text, true, stop);
            var answer = new byte[1024];
            var read = await socket.ReceiveAsync(answer, stop);
            return Encoding.UTF8.GetString(answer, 0, read.Count).Contains("pong", StringComparison.Ordinal);
        }
        catch (Exception failure) when (failure is WebSocketException or OperationCanceledException)
        {
            return false; // nobody listens yet
        }
    }
}
