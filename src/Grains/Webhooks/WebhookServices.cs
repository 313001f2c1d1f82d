using FChat.Ledger;
using FChat.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FChat.Webhooks;

/// <summary>What all receivers' grains of a silo share.</summary>
internal sealed class WebhookServices(
    IWebhookSender sender,
    ICallEventLedger events,
    IOptions<WebhookOptions> options,
    WebhookInstruments instruments,
    [FromKeyedServices(TimeProviderNames.Grains)] TimeProvider time,
    ILogger<WebhookGrain> log)
{
    public IWebhookSender Sender => sender;

    public ICallEventLedger Events => events;

    public WebhookOptions Options => options.Value;

    public WebhookInstruments Instruments => instruments;

    public TimeProvider Time => time;

    public ILogger Log => log;

    /// <summary>The receiver of that name, or null.</summary>
    public WebhookEndpoint? Find(string name) => options.Value.Endpoints.FirstOrDefault(endpoint => endpoint.Name == name);
}
