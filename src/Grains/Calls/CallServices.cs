using FChat.Core.Calls;
using FChat.Gateways;
using FChat.Ledger;
using FChat.Telemetry;
using FChat.Webhooks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Runtime;

namespace FChat.Calls;

/// <summary>What all calls of a silo share.</summary>
internal sealed class CallServices(
    IGatewayLinks links,
    IProjector projector,
    IGrainFactory grains,
    LocalCalls local,
    IOptions<CallOptions> options,
    IOptions<WebhookOptions> webhooks,
    CallInstruments instruments,
    [FromKeyedServices(TimeProviderNames.Grains)] TimeProvider time,
    ILogger<CallGrain> log)
{
    public IGatewayLinks Links => links;

    public IProjector Projector => projector;

    public IGrainFactory Grains => grains;

    /// <summary>Where a call shows itself to signals from this process.</summary>
    public LocalCalls Local => local;

    public CallInstruments Instruments => instruments;

    public CallOptions Options => options.Value;

    public CallRules Rules { get; } = options.Value.ToRules() with { RecordsEvents = webhooks.Value.Endpoints.Count > 0 };

    public TimeProvider Time => time;

    public ILogger Log => log;
}
