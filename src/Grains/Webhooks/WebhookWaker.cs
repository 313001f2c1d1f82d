using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FChat.Webhooks;

/// <summary>Wakes the receivers' grains, wherever in the cluster they are. Every silo does it.</summary>
internal sealed partial class WebhookWaker(
    IGrainFactory grains,
    IOptions<WebhookOptions> options,
    [FromKeyedServices(TimeProviderNames.Grains)] TimeProvider time,
    ILogger<WebhookWaker> log) : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private Task _running = Task.CompletedTask;

    public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe<WebhookWaker>(ServiceLifecycleStage.Active, _ => Start(), Stop);

    public void Dispose() => _stopping.Dispose();

    private Task Start()
    {
        if (options.Value.Endpoints.Count > 0)
        {
            using (ExecutionContext.SuppressFlow())
            {
                _running = Task.Run(Run);
            }
        }

        return Task.CompletedTask;
    }

    private async Task Stop(CancellationToken cancellation)
    {
        await _stopping.CancelAsync();
        await _running.WaitAsync(cancellation);
    }

    private async Task Run()
    {
        while (!_stopping.IsCancellationRequested)
        {
            await Task.WhenAll(options.Value.Endpoints.Select(endpoint => Wake(endpoint.Name)));
            await Task.Delay(options.Value.LookEvery, time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task Wake(string endpoint)
    {
        try
        {
            await grains.Webhook(endpoint).Wake();
        }
        catch (Exception failure)
        {
            LogNotWoken(failure, endpoint);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The webhook {Endpoint} could not be woken; it is tried again")]
    private partial void LogNotWoken(Exception failure, string endpoint);
}
