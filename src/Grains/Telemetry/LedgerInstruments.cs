using System.Diagnostics.Metrics;

namespace FChat.Telemetry;

/// <summary>What the way to SQL counts.</summary>
internal sealed class LedgerInstruments
{
    private readonly Meter _meter;
    private readonly Histogram<double> _duration;
    private readonly ShownCounter _refused;
    private readonly ShownCounter _woken;

    public LedgerInstruments(IMeterFactory meters)
    {
        _meter = meters.Create(TelemetryNames.FChat);
        _duration = _meter.CreateHistogram("fchat.ledger.duration", "s", "From a change's hand-over until it is in SQL", advice: Buckets.Latency);
        _refused = new ShownCounter(_meter, "fchat.ledger.refused", "{write}", "Writes that the database did not take; each is tried again");
        _woken = new ShownCounter(_meter, "fchat.ledger.woken", "{call}", "Overdue calls that a sweep has woken");
    }

    /// <summary>A hand-over is in SQL.</summary>
    public void Written(TimeSpan took) => _duration.Record(took.TotalSeconds);

    /// <summary>The database did not take a write.</summary>
    public void Refused() => _refused.Add(1);

    /// <summary>An overdue call was woken.</summary>
    public void Woken() => _woken.Add(1);

    /// <summary>Shows what waits.</summary>
    public void Observe(Func<int> waiting) =>
        _meter.CreateObservableGauge("fchat.ledger.waiting", waiting, "{change}", "Changes that wait for SQL");
}
