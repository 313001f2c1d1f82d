using FChat.Calls.Media;
using FChat.Core.Calls;
using FChat.Gateways;
using FChat.Ledger;
using FChat.Media;
using FChat.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace FChat.Calls;

/// <summary>What all calls of a silo share.</summary>
internal sealed class CallServices(
    IGatewayLinks links,
    IProjector projector,
    IGrainFactory grains,
    LocalCalls local,
    ISfu sfu,
    CallRuleBook rules,
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

    public CallOptions Options => rules.Options;

    /// <summary>The rules of this moment: whether there is a media server is one of them.</summary>
    public CallRules Rules => rules.For(sfu.CanPlace);

    /// <summary>What one call's media needs.</summary>
    public MediaServices Media() => new(sfu, rules.Topology, time, log);

    public TimeProvider Time => time;

    public ILogger Log => log;
}
