using FChat.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Runtime;

namespace FChat.Gateways;

/// <summary>What all links of a silo share.</summary>
internal sealed class LinkServices(
    IGatewayObservers observers,
    IOptions<DeliveryOptions> options,
    [FromKeyedServices(TimeProviderNames.Grains)] TimeProvider time,
    DeliveryInstruments instruments,
    ILogger<GatewayLinks> log) : IDisposable
{
    private readonly CancellationTokenSource _stopping = new();

    public IGatewayObservers Observers => observers;

    public DeliveryOptions Options => options.Value;

    public TimeProvider Time => time;

    public DeliveryInstruments Instruments => instruments;

    public ILogger Log => log;

    /// <summary>Waits before a batch is repeated. False: the silo stops.</summary>
    public async Task<bool> Pause()
    {
        var pause = Task.Delay(Options.RetryPause, time, _stopping.Token);
        await pause.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return pause.IsCompletedSuccessfully;
    }

    public void Dispose()
    {
        _stopping.Cancel();
        _stopping.Dispose();
    }
}
