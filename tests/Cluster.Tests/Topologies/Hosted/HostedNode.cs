using System.Reflection;
using FChat.Cluster.Tests.Topologies.Processes;
using FChat.TestServers;
using Microsoft.Extensions.Hosting;

namespace FChat.Cluster.Tests.Topologies.Hosted;

/// <summary>A node whose program runs in this process: its own <c>Main</c>, with its settings as arguments. To be killed is to be stopped without the time to do anything.</summary>
internal sealed class HostedNode(ProgramStart program) : INode, IAsyncDisposable
{
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(60);
    private IHost? _host;
    private Task _running = Task.CompletedTask;

    /// <inheritdoc/>
    public string Name => program.Name;

    /// <inheritdoc/>
    public bool IsRunning => _host is not null && !_running.IsCompleted;

    /// <inheritdoc/>
    public async Task Start()
    {
        using var built = new BuiltHost();
        _running = Task.Factory.StartNew(() => built.During(Main), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        _host = await built.Host.WaitAsync(StopLimit, TimeProvider.System);
        await Readiness.Of(program.Name, program.Health, () => _running.IsCompleted, () => _running.Exception?.ToString() ?? "");
    }

    /// <inheritdoc/>
    public Task HasCalls() => SiloMetrics.HasCalls(program.Health);

    /// <inheritdoc/>
    public Task Kill() => Stop(new CancellationToken(canceled: true));

    /// <inheritdoc/>
    public void Freeze() => throw new NotSupportedException("Not in this process.");

    /// <inheritdoc/>
    public void Thaw() => throw new NotSupportedException("Not in this process.");

    /// <inheritdoc/>
    public Task Stop() => Stop(CancellationToken.None);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await Kill();

    private async Task Stop(CancellationToken hurry)
    {
        if (_host is not { } host)
        {
            return;
        }

        _host = null;
        await Task.Run(() => host.StopAsync(hurry), CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _running.WaitAsync(StopLimit, TimeProvider.System, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private void Main()
    {
        string[] arguments = [.. program.Settings.Select(setting => $"--{Argument(setting.Key)}={setting.Value}")];
        Assembly.Load(Path.GetFileNameWithoutExtension(program.Dll)).EntryPoint!.Invoke(null, [arguments]);
    }

    private static string Argument(string key) => key == "ASPNETCORE_ENVIRONMENT" ? "environment" : key;
}
