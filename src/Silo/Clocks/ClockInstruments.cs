using System.Diagnostics.Metrics;
using FChat.Telemetry;
using Microsoft.Extensions.Hosting;

namespace FChat.Clocks;

/// <summary>Shows the skew of the clocks, from the first comparison on.</summary>
internal sealed class ClockInstruments(IMeterFactory meters, ClockWatch watch) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        meters.Create(TelemetryNames.FChat).CreateObservableGauge("fchat.clock.skew", Measure, "s", "By how much this machine's clock is ahead of the database's");
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private IEnumerable<Measurement<double>> Measure() => watch.Last is { } skew ? [new(skew.Ahead.TotalSeconds)] : [];
}
