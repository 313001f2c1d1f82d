using FChat.Gateway.Delivery;
using FChat.Gateway.Signals;
using FChat.Gateways;
using Microsoft.Extensions.Options;

namespace FChat.Gateway.Lease;

/// <summary>Keeps this gateway's lease: without it no silo sends events here, and calls count its connections as lost.</summary>
internal sealed class GatewayLease(
    GatewayIdentity gateway,
    IGrainFactory grains,
    GatewayObserver observer,
    InterestLedger interest,
    SiloWarmUp silos,
    RenewalHaste haste,
    IOptions<RenewalOptions> options,
    LeaseState state) : BackgroundService
{
    // Orleans holds observers weakly: this field keeps ours alive.
    private readonly GatewayObserver ear = observer;
    private IGatewayObserver? reference;

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (state.IsHeld)
        {
            await Retire();
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        using var timer = new PeriodicTimer(options.Value.Lease, state.Time);
        try
        {
            do
            {
                await Renew();
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            state.LogEnded();
        }
    }

    private async Task Renew()
    {
        try
        {
            reference ??= grains.CreateObjectReference<IGatewayObserver>(ear);
            var delta = interest.Take();
            var answer = await grains.Gateway(gateway.Id).Renew(reference, delta);
            interest.Acknowledge(delta, answer.SendWhole);
            if (await silos.Meet(answer.Silos) || answer.SendWhole)
            {
                haste.Ask();
            }

            state.Renewed(answer.Lease);
        }
        catch (Exception fault)
        {
            state.Missed(fault);
        }
    }

    private async Task Retire()
    {
        try
        {
            await grains.Gateway(gateway.Id).Retire();
        }
        catch (Exception fault)
        {
            state.Missed(fault);
        }
    }
}
