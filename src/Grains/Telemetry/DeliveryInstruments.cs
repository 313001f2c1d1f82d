using System.Diagnostics.Metrics;

namespace FChat.Telemetry;

/// <summary>What the links to the gateways count.</summary>
public sealed class DeliveryInstruments
{
    private readonly Meter _meter;
    private readonly Histogram<int> _batch;
    private readonly Histogram<double> _duration;
    private readonly ShownCounter _dropped;
    private readonly ShownCounter _givenUp;

    /// <summary>Makes the instruments.</summary>
    public DeliveryInstruments(IMeterFactory meters)
    {
        _meter = meters.Create(TelemetryNames.FChat);
        _batch = _meter.CreateHistogram("fchat.delivery.batch", "{envelope}", "Envelopes of one delivered batch", advice: Buckets.Counts);
        _duration = _meter.CreateHistogram("fchat.delivery.duration", "s", "From a batch's first try until its gateway has taken it", advice: Buckets.Latency);
        _dropped = new ShownCounter(_meter, "fchat.delivery.dropped", "{envelope}", "Envelopes dropped because an outbox was full or its gateway gone");
        _givenUp = new ShownCounter(_meter, "fchat.delivery.given_up", "{gateway}", "Gateways that were given up because they did not take a batch");
    }

    /// <summary>A batch was delivered.</summary>
    public void Delivered(int envelopes, TimeSpan took)
    {
        _batch.Record(envelopes);
        _duration.Record(took.TotalSeconds);
    }

    /// <summary>Envelopes were dropped.</summary>
    public void Dropped(int envelopes)
    {
        if (envelopes > 0)
        {
            _dropped.Add(envelopes);
        }
    }

    /// <summary>A gateway was given up.</summary>
    public void GivenUp() => _givenUp.Add(1);

    /// <summary>Shows how many envelopes wait in all outboxes.</summary>
    public void Observe(Func<long> waiting) =>
        _meter.CreateObservableGauge("fchat.delivery.waiting", waiting, "{envelope}", "Envelopes that wait for a gateway");
}
