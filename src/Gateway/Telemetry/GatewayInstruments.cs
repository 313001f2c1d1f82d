using System.Diagnostics.Metrics;
using FChat.Gateway.Delivery;
using FChat.Gateway.Signals;

namespace FChat.Gateway.Telemetry;

/// <summary>The gateway's meter: names and units once.</summary>
internal sealed class GatewayInstruments : IDisposable
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "FChat.Gateway";

    private readonly Meter meter;
    private readonly Counter<long> slowConnections;

    public GatewayInstruments(IMeterFactory meters, ConnectionRegistry connections, LocalRoster roster, SiloStreams streams)
    {
        meter = meters.Create(MeterName);
        slowConnections = meter.CreateCounter<long>("fchat.gateway.slow_connections", "{connection}", "Connections that were cut off because they were too far behind.");
        meter.CreateObservableGauge("fchat.gateway.connections", () => connections.Count, "{connection}", "Open hub connections.");
        meter.CreateObservableGauge("fchat.gateway.calls", () => roster.Count, "{call}", "Calls that somebody on this gateway is in.");
        meter.CreateObservableGauge("fchat.gateway.streams", () => streams.Count, "{stream}", "Open streams to silos.");
    }

    /// <summary>A connection was cut off.</summary>
    public void SlowConnection(SlowConnection why) => slowConnections.Add(1, new KeyValuePair<string, object?>("reason", why.ToString()));

    /// <inheritdoc/>
    public void Dispose() => meter.Dispose();
}
