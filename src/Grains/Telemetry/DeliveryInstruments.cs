using System.Diagnostics.Metrics;

namespace FChat.Telemetry;

/// <summary>What the links to the gateways count.</summary>
public sealed class DeliveryInstruments
{
    private readonly Meter _meter;
    private readonly Histogram<int> _batch;
    private readonly Counter<long> _dropped;

    /// <summary>Makes the instruments.</summary>
    public DeliveryInstruments(IMeterFactory meters)
    {
        _meter = meters.Create(TelemetryNames.FChat);
        _batch = _meter.CreateHistogram<int>("fchat.delivery.batch", "{envelope}", "Envelopes of one delivered batch");
        _dropped = _meter.CreateCounter<long>("fchat.delivery.dropped", "{envelope}", "Envelopes dropped because an outbox was full or its gateway gone");
    }

    /// <summary>A batch was delivered.</summary>
    public void Delivered(int envelopes) => _batch.Record(envelopes);

    /// <summary>Envelopes were dropped.</summary>
    public void Dropped(int envelopes)
    {
        if (envelopes > 0)
        {
            _dropped.Add(envelopes);
        }
    }

    /// <summary>Shows how many envelopes wait in all outboxes.</summary>
    public void Observe(Func<long> waiting) =>
        _meter.CreateObservableGauge("fchat.delivery.waiting", waiting, "{envelope}", "Envelopes that wait for a gateway");
}
