using System.Diagnostics;
using System.Runtime.InteropServices;

namespace FChat.Service;

/// <summary>One process of the service.</summary>
internal sealed partial class ServiceProcess
{
    private const int SigTerm = 15;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly Process _process;

    private ServiceProcess(Process process) => _process = process;

    /// <summary>True after it has ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>Starts a program in a directory; what it prints goes to the log.</summary>
    public static ServiceProcess Start(string program, string directory, IReadOnlyDictionary<string, string> environment, ServiceLog log)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", program])
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => log.Add(line.Data);
        process.ErrorDataReceived += (_, line) => log.Add(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new ServiceProcess(process);
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }

    /// <summary>SIGTERM, and SIGKILL when that does not help.</summary>
    public async Task StopAsync()
    {
        if (!_process.HasExited)
        {
            _ = Signal(_process.Id, SigTerm);
        }

        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
            _process.Dispose();
        }
        catch (OperationCanceledException)
        {
            await KillAsync();
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Signal(int processId, int signal);
}
