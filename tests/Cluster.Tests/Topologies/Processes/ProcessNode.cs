using System.Diagnostics;
using FChat.TestServers;

namespace FChat.Cluster.Tests.Topologies.Processes;

/// <summary>How a program is started.</summary>
/// <param name="Dll">The program.</param>
/// <param name="Health">Where it says that it is ready.</param>
/// <param name="Settings">Its configuration, by keys with colons.</param>
/// <param name="Prefix">What the command begins with, such as another network to run in.</param>
internal sealed record ProgramStart(string Name, string Dll, Uri Health, IReadOnlyDictionary<string, string> Settings, params string[] Prefix);

/// <summary>A node that is a process of its own: one after another on the same ports.</summary>
internal sealed class ProcessNode(ProgramStart program, string directory, ProcessLog log) : INode, IAsyncDisposable
{
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(60);
    private Process? _process;

    /// <inheritdoc/>
    public string Name => program.Name;

    /// <summary>Where it says that it is ready; for a gateway, where clients find it.</summary>
    public Uri Address => program.Health;

    /// <inheritdoc/>
    public bool IsRunning => _process is { HasExited: false };

    /// <inheritdoc/>
    public async Task Start()
    {
        var process = Begin();
        _process = process;
        await Readiness.Of(program.Name, program.Health, () => process.HasExited, log.ToString!);
    }

    /// <summary>Starts it and waits until it has ended by itself, and all that it said is in the log.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> RunToEnd()
    {
        using var patience = new CancellationTokenSource(StopLimit, TimeProvider.System);
        _process = Begin();
        await _process.WaitForExitAsync(patience.Token);
        return _process.ExitCode;
    }

    /// <inheritdoc/>
    public Task HasCalls() => SiloMetrics.HasCalls(program.Health);

    /// <inheritdoc/>
    public Task Kill() => End(PosixSignalNumber.Kill);

    /// <inheritdoc/>
    public void Freeze() => Signals.Freeze(_process!.Id);

    /// <inheritdoc/>
    public void Thaw() => Signals.Send(_process!.Id, PosixSignalNumber.Continue);

    /// <inheritdoc/>
    public async Task Stop()
    {
        try
        {
            await End(PosixSignalNumber.Terminate);
        }
        catch (TimeoutException)
        {
            await Kill();
            throw new TimeoutException($"{Name} did not end within {StopLimit} of SIGTERM:\n{log}");
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await Kill();

    private async Task End(PosixSignalNumber signal)
    {
        if (_process is not { } process)
        {
            return;
        }

        if (!process.HasExited)
        {
            Signals.Send(process.Id, signal);
            await process.WaitForExitAsync().WaitAsync(StopLimit, TimeProvider.System);
        }

        _process = null;
        process.Dispose();
    }

    private Process Begin()
    {
        string[] command = [.. program.Prefix, "dotnet", "exec", program.Dll];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = directory, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var (key, value) in program.Settings)
        {
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => log.Add(Name, line.Data);
        process.ErrorDataReceived += (_, line) => log.Add(Name, line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }
}
