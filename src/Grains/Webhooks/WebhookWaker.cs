using FChat.Ledger;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FChat.Webhooks;

/// <summary>Wakes the receivers' grains, wherever in the cluster they are, and drops events that are older than they are kept. Every silo does it; a silo more does no harm.</summary>
internal sealed partial class WebhookWaker(
    IGrainFactory grains,
    ILedgerWriter ledger,
    IOptions<WebhookOptions> options,
    [FromKeyedServices(TimeProviderNames.Grains)] TimeProvider time,
    ILogger<WebhookWaker> log) : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private const int ForgetMost = 10_000;
    private static readonly TimeSpan ForgetEvery = TimeSpan.FromMinutes(10);
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
        for (var forgetAt = time.GetUtcNow(); !_stopping.IsCancellationRequested;)
        {
            await Task.WhenAll(options.Value.Endpoints.Select(endpoint => Wake(endpoint.Name)));
            if (time.GetUtcNow() >= forgetAt)
            {
                await Forget();
                forgetAt = time.GetUtcNow() + ForgetEvery;
            }

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

    private async Task Forget()
    {
        try
        {
            while (await ledger.ForgetEvents(time.GetUtcNow() - options.Value.KeepFor, ForgetMost, _stopping.Token) == ForgetMost)
            {
                LogForgotten(ForgetMost);
            }
        }
        catch (Exception failure) when (failure is LedgerUnavailableException or OperationCanceledException)
        {
            LogNotForgotten(failure);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The webhook {Endpoint} could not be woken; it is tried again")]
    private partial void LogNotWoken(Exception failure, string endpoint);

    [LoggerMessage(LogLevel.Information, "Old events could not be dropped; it is tried again")]
    private partial void LogNotForgotten(Exception failure);

    [LoggerMessage(LogLevel.Debug, "{Count} old events were dropped")]
    private partial void LogForgotten(int count);
}
