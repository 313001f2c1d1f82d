using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using FChat.Webhooks;
using Microsoft.Extensions.Options;

namespace FChat.Telemetry;

/// <summary>What webhooks count. Each receiver shows itself on the silo that sends to it.</summary>
internal sealed class WebhookInstruments
{
    private readonly ConcurrentDictionary<string, (int Count, double Age)> _waiting = new();
    private readonly Histogram<double> _duration;
    private readonly ShownCounter _givenUp;

    public WebhookInstruments(IMeterFactory meters, IOptions<WebhookOptions> options)
    {
        var meter = meters.Create(TelemetryNames.FChat);
        _duration = meter.CreateHistogram("fchat.webhooks.duration", "s", "Until a receiver answered, or did not", advice: Buckets.Latency);
        _givenUp = new ShownCounter(
            meter, "fchat.webhooks.given_up", "{event}", "Events that a receiver did not take for too long", "endpoint", options.Value.Endpoints.Select(one => one.Name));
        meter.CreateObservableGauge("fchat.webhooks.waiting", () => Measure(one => one.Count), "{event}", "Events in memory that a receiver has not taken yet");
        meter.CreateObservableGauge("fchat.webhooks.oldest", () => Measure(one => one.Age), "s", "Age of the oldest event that a receiver has not taken yet; 0: it has taken all");
    }

    /// <summary>A receiver was sent an event.</summary>
    public void Sent(string endpoint, bool isTaken, TimeSpan took) =>
        _duration.Record(took.TotalSeconds, new("endpoint", endpoint), new("outcome", isTaken ? "taken" : "failed"));

    /// <summary>An event was given up.</summary>
    public void GivenUp(string endpoint) => _givenUp.Add(1, endpoint);

    /// <summary>So many wait for a receiver, the oldest for so long.</summary>
    public void Waiting(string endpoint, int count, TimeSpan oldest) => _waiting[endpoint] = (count, oldest.TotalSeconds);

    /// <summary>Another silo sends to it from now on.</summary>
    public void Gone(string endpoint) => _waiting.TryRemove(endpoint, out _);

    private IEnumerable<Measurement<double>> Measure(Func<(int Count, double Age), double> of) =>
        _waiting.Select(entry => new Measurement<double>(of(entry.Value), new KeyValuePair<string, object?>("endpoint", entry.Key)));
}
