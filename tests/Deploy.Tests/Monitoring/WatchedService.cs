using System.Globalization;
using FChat.Deploy.Tests.Running;

namespace FChat.Deploy.Tests.Monitoring;

/// <summary>The running service under a little work of every kind, with a Prometheus that has seen it.</summary>
public sealed class WatchedService(RunningService service) : IAsyncLifetime
{
    // It is measured for the first time when a silo has run for a minute and a fifth at most.
    private const string Latest = "fchat_clock_skew_seconds";
    private Pair? pair;

    /// <summary>The Prometheus.</summary>
    internal RunningPrometheus Prometheus { get; private set; } = null!;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        Prometheus = await RunningPrometheus.Start(service);
        pair = await Pair.Connect(service);

        // A rate is between two looks: everything happens before the first and again between others.
        await pair.Call();
        await Looks(2);
        await pair.Call();
        await RunningPrometheus.Until(async () => (await Prometheus.Ask(Latest)).Count > 0);

        // The last: it rings for less time than that may take.
        await pair.Ring();
        await Looks(2);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Prometheus.DisposeAsync();
        if (pair is not null)
        {
            await pair.DisposeAsync();
        }
    }

    // Until every target was looked at so often again.
    private async Task Looks(int times)
    {
        var before = await Looks();
        await RunningPrometheus.Until(async () => await Looks() >= before + times);
    }

    private async Task<double> Looks() => await Prometheus.Ask("min(count_over_time(up[1h]))") is [{ } first, ..]
        ? double.Parse(first["value"]![1]!.GetValue<string>(), CultureInfo.InvariantCulture)
        : 0;
}
