using System.Collections.Concurrent;
using System.Diagnostics;
using FChat.TestServers;

namespace FChat.Gateway.Tests.Processes;

/// <summary>One process of the service, started from its dll and ended with the test.</summary>
public sealed class ServiceProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly ConcurrentQueue<string> output = new();
    private readonly ConcurrentQueue<string> errors = new();

    private ServiceProcess(Process process) => this.process = process;

    /// <summary>What it printed.</summary>
    public string Output => string.Join('\n', output);

    /// <summary>What of it went to the error stream.</summary>
    public string Errors => string.Join('\n', errors);

    /// <summary>Starts <c>FChat.&lt;name&gt;.dll</c>, which stands beside the tests, in a directory with settings.</summary>
    public static ServiceProcess Start(string name, string directory, params (string Key, string Value)[] settings)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, $"FChat.{name}.dll")])
        {
            WorkingDirectory = directory, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var (key, value) in settings)
        {
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        var started = new ServiceProcess(new Process { StartInfo = start });
        started.process.OutputDataReceived += (_, line) => started.output.Enqueue(line.Data ?? "");
        started.process.ErrorDataReceived += (_, line) =>
        {
            started.output.Enqueue(line.Data ?? "");
            started.errors.Enqueue(line.Data ?? "");
        };
        started.process.Start();
        started.process.BeginOutputReadLine();
        started.process.BeginErrorReadLine();
        return started;
    }

    /// <summary>Waits until its readiness says yes.</summary>
    public Task Ready(Uri address) => Readiness.Of("the program", address, () => process.HasExited, () => Output);

    /// <summary>Waits until it has ended by itself and everything that it printed is here.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> Ended()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60), TimeProvider.System);
        await process.WaitForExitAsync(patience.Token);
        return process.ExitCode;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
