using System.Diagnostics;
using FChat.Gateway.Wire;
using FChat.Gateways;
using FChat.Telemetry;

namespace FChat.Gateway.Delivery;

/// <summary>A span for each event that belongs to a trace: here it goes to its sockets.</summary>
internal static class DeliveryTracing
{
    /// <summary>Starts the span; null when nobody takes it.</summary>
    public static Activity? Start(Envelope envelope)
    {
        var span = envelope.Trace is { } trace && Spans.Source.HasListeners() ? Spans.Follow($"tell {EventNames.Of(envelope.Content.Event).Word}", ActivityKind.Consumer, [trace]) : null;
        span?.SetTag(TelemetryNames.CallId, envelope.Content.Stamp?.Call.Value);
        return span;
    }
}
