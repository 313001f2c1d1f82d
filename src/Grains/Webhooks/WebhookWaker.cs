using FChat.Durable;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FChat.Webhooks;

/// <summary>Wakes the receivers' grains, wherever in the cluster they are. Every silo does it.</summary>
internal sealed partial class WebhookWaker(
    IGrainFactory grains,
    IOptions<WebhookOptions> options,
    [FromKeyedServices(TimeProviderNames.Grains)] TimeProvider time,
    ILogger<WebhookWaker> log) : PeriodicWork(time, log)
{
    protected override bool IsWanted => options.Value.Endpoints.Count > 0;

    protected override TimeSpan Pause => options.Value.LookEvery;

    protected override Task Round() => Task.WhenAll(options.Value.Endpoints.Select(endpoint => Wake(endpoint.Name)));

    private async Task Wake(string endpoint)
    {
        try
        {
            await grains.Webhook(endpoint).Wake();
        }
        catch (Exception failure)
        {
            LogNotWoken(Log, failure, endpoint);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The webhook {Endpoint} could not be woken; it is tried again")]
    private static partial void LogNotWoken(ILogger log, Exception failure, string endpoint);
}
