using System.Diagnostics.Metrics;
using FChat.Gateway.Delivery;
using FChat.Gateway.Operations;
using FChat.Gateway.Signals;
using FChat.Gateway.Wire;
using FChat.Telemetry;

namespace FChat.Gateway.Telemetry;

/// <summary>The gateway's meter: names and units once.</summary>
internal sealed class GatewayInstruments : IDisposable
{
    private readonly Meter meter;
    private readonly ShownCounter slowConnections;
    private readonly Counter<long> resumes;
    private readonly Histogram<double> operations;
    private readonly Histogram<double> signals;

    public GatewayInstruments(IMeterFactory meters, ConnectionRegistry connections, LocalRoster roster, SiloStreams streams)
    {
        meter = meters.Create(TelemetryNames.Gateway);
        slowConnections = new ShownCounter(
            meter, "fchat.gateway.slow_connections", "{connection}", "Connections that were cut off because they were too far behind", "reason", Enum.GetNames<SlowConnection>());
        resumes = meter.CreateCounter<long>("fchat.gateway.resumes", "{resume}", "How coming back to a call ended: replay, snapshot, or the refusal");
        operations = meter.CreateHistogram("fchat.gateway.operation.duration", "s", "From an operation's arrival to its answer; signals apart", advice: Buckets.Latency);
        signals = meter.CreateHistogram("fchat.gateway.signal.duration", "s", "From a signal's arrival until its call has taken it", advice: Buckets.Latency);
        Media = new MediaInstruments(meter);
        meter.CreateObservableGauge("fchat.gateway.connections", () => connections.Count, "{connection}", "Open hub connections");
        meter.CreateObservableGauge("fchat.gateway.backlog", () => connections.All.Sum(c => (long)c.Outbox.Waiting), "{message}", "Messages that wait for their connections");
        meter.CreateObservableGauge("fchat.gateway.calls", () => roster.Count, "{call}", "Calls that somebody on this gateway is in");
        meter.CreateObservableGauge("fchat.gateway.streams", () => streams.Count, "{stream}", "Open streams to silos");
    }

    /// <summary>What clients measured.</summary>
    public MediaInstruments Media { get; }

    /// <summary>A connection was cut off.</summary>
    public void SlowConnection(SlowConnection why) => slowConnections.Add(1, why.ToString());

    /// <summary>An operation was answered.</summary>
    public void Done(Operation operation, Answer answer, TimeSpan took)
    {
        var code = answer.Refusal is { } refusal ? ErrorCodes.All[refusal.Code].Word : "ok";
        if (operation.IsSignal)
        {
            signals.Record(took.TotalSeconds, new KeyValuePair<string, object?>("code", code));
        }
        else
        {
            operations.Record(took.TotalSeconds, new("operation", operation.Name), new("code", code));
        }
    }

    /// <summary>Somebody came back to a call, or did not.</summary>
    public void Resumed(string outcome) => resumes.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    /// <inheritdoc/>
    public void Dispose() => meter.Dispose();
}
