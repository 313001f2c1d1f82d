using FChat.Gateway.Signals;
using Microsoft.Extensions.Options;

namespace FChat.Gateway.Lease;

/// <summary>Keeps this gateway's lease: without it no silo sends events here, and calls count its connections as lost.</summary>
internal sealed class GatewayLease(LeaseRequest request, SiloWarmUp silos, RenewalHaste haste, IOptions<RenewalOptions> options, LeaseState state) : BackgroundService
{
    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (state.IsHeld)
        {
            await Retire();
        }

        await silos.Leave();
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
            var answer = await request.Renew();
            state.Renewed(answer.Lease);
            if (silos.Meet(answer.Silos) || answer.SendWhole)
            {
                haste.Ask();
            }
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
            await request.Retire();
        }
        catch (Exception fault)
        {
            state.Missed(fault);
        }
    }
}
