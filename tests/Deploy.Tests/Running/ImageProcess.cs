using System.Collections.Concurrent;
using System.Diagnostics;
using FChat.Deploy.Tests.Docker;
using FChat.TestServers;

namespace FChat.Deploy.Tests.Running;

/// <summary>An image's command with the image's environment, user and working directory.</summary>
internal sealed class ImageProcess : IAsyncDisposable
{
    private static readonly string[] Kept = ["PATH", "DOTNET_ROOT", "FCHAT_TEST_RUN"];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private readonly Process process;
    private readonly ConcurrentQueue<string> output = new();

    private ImageProcess(Process process) => this.process = process;

    /// <summary>Where it was found ready.</summary>
    public Uri? Address { get; private set; }

    /// <summary>What it printed.</summary>
    public string Output => string.Join('\n', output);

    /// <summary>Starts an image with settings of its own, and arguments after its command.</summary>
    public static ImageProcess Start(Dockerfile dockerfile, string layout, IReadOnlyDictionary<string, string> settings, params string[] arguments)
    {
        var image = dockerfile.Image;
        var command = Confined.Command(image.Last("USER").Text, [.. image.Last("ENTRYPOINT").Exec, .. arguments]);
        var start = new ProcessStartInfo(command[0], command[1..]) { WorkingDirectory = layout, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var name in start.Environment.Keys.Except(Kept).ToList())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in image.Environment.Concat(settings))
        {
            start.Environment[name] = value;
        }

        return new ImageProcess(new Process { StartInfo = start }).Started();
    }

    /// <summary>Waits until its readiness says yes.</summary>
    public async Task Ready(Uri address)
    {
        await Readiness.Of("the program", address, () => process.HasExited, () => Output);
        Address = address;
    }

    /// <summary>Waits for its end.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> Ended()
    {
        await process.WaitForExitAsync().WaitAsync(Patience, TimeProvider.System);
        return process.ExitCode;
    }

    /// <summary>Asks it to end, as the platform does.</summary>
    public async Task<int> Stop()
    {
        Signals.Send(process.Id, PosixSignalNumber.Terminate);
        return await Ended();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            Signals.Send(process.Id, PosixSignalNumber.Kill);
            await process.WaitForExitAsync();
        }

        process.Dispose();
    }

    private ImageProcess Started()
    {
        process.OutputDataReceived += (_, line) => output.Enqueue(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => output.Enqueue(line.Data ?? "");
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return this;
    }
}
