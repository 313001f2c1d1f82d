using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using FChat.LoadTests.Clients;
using FChat.TestServers;

namespace FChat.LoadTests.Servers;

/// <summary>One started process. It ends when this is disposed: asked first, killed after 10 s.</summary>
public sealed class ServerProcess : IAsyncDisposable
{
    private const int LinesKept = 40;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly ConcurrentQueue<string> _output = new();
    private readonly Process _process;

    private ServerProcess(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
    }

    /// <summary>The process id.</summary>
    public int Id => _process.Id;

    /// <summary>True after it has ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>The last lines that it printed.</summary>
    public string LastOutput => string.Join(Environment.NewLine, _output);

    /// <summary>Starts a .NET program in <paramref name="directory"/>.</summary>
    public static ServerProcess StartDotnet(IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment, string directory) =>
        Start(Environment.ProcessPath is { } host && IsDotnet(host) ? host : "dotnet", arguments, environment, directory);

    /// <summary>Starts a program in <paramref name="directory"/>, with variables beside this driver's own.</summary>
    /// <exception cref="InvalidOperationException">There is no such program.</exception>
    public static ServerProcess Start(string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment, string directory)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.Environment.Remove(InlineReceiving.Variable);
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var server = new ServerProcess(start);
        server.Begin(program);
        return server;
    }

    /// <summary>Waits until it has ended by itself, and gives its exit code.</summary>
    public async Task<int> WaitForExitAsync(CancellationToken stop)
    {
        await _process.WaitForExitAsync(stop);
        return _process.ExitCode;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            Ask();
            await EndAsync();
        }

        _process.Dispose();
    }

    private void Begin(string program)
    {
        try
        {
            _process.Start();
        }
        catch (Win32Exception e)
        {
            _process.Dispose();
            throw new InvalidOperationException($"{program} cannot be started: {e.Message}", e);
        }

        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    private void Ask()
    {
        try
        {
            Signals.Send(_process.Id, PosixSignalNumber.Terminate);
        }
        catch (Win32Exception) when (_process.HasExited)
        {
            // It was quicker: that is all that was to be asked.
        }
    }

    private async Task EndAsync()
    {
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
        }
    }

    private void Keep(string? line)
    {
        if (line is null)
        {
            return;
        }

        _output.Enqueue(line);
        if (_output.Count > LinesKept)
        {
            _output.TryDequeue(out _);
        }
    }

    private static bool IsDotnet(string path) => Path.GetFileName(path) == "dotnet";
}
