using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace FChat.Telemetry;

/// <summary>What webhooks count.</summary>
internal sealed class WebhookInstruments
{
    private readonly ConcurrentDictionary<string, int> _waiting = new();
    private readonly Histogram<double> _duration;
    private readonly Counter<long> _givenUp;

    public WebhookInstruments(IMeterFactory meters)
    {
        var meter = meters.Create(TelemetryNames.FChat);
        _duration = meter.CreateHistogram("fchat.webhooks.duration", "s", "Until a receiver answered, or did not", advice: Buckets.Latency);
        _givenUp = meter.CreateCounter<long>("fchat.webhooks.given_up", "{event}", "Events that a receiver did not take for too long");
        meter.CreateObservableGauge("fchat.webhooks.waiting", Measure, "{event}", "Events in memory that a receiver has not taken yet");
    }

    /// <summary>A receiver was sent an event.</summary>
    public void Sent(string endpoint, bool isTaken, TimeSpan took) =>
        _duration.Record(took.TotalSeconds, new("endpoint", endpoint), new("outcome", isTaken ? "taken" : "failed"));

    /// <summary>An event was given up.</summary>
    public void GivenUp(string endpoint) => _givenUp.Add(1, new KeyValuePair<string, object?>("endpoint", endpoint));

    /// <summary>So many wait for a receiver.</summary>
    public void Waiting(string endpoint, int count) => _waiting[endpoint] = count;

    private IEnumerable<Measurement<int>> Measure() => _waiting.Select(entry => new Measurement<int>(entry.Value, new KeyValuePair<string, object?>("endpoint", entry.Key)));
}
