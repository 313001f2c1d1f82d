using System.Diagnostics;

namespace FChat.Telemetry;

/// <summary>Spans, and how they hang together across pumps, processes and time (https://www.w3.org/TR/trace-context/).</summary>
public static class Spans
{
    /// <summary>The source of all spans.</summary>
    public static ActivitySource Source { get; } = new(TelemetryNames.FChat);

    /// <summary>The running span as a <c>traceparent</c>; null when there is none, or when nobody listens.</summary>
    public static string? Here => Source.HasListeners() && Activity.Current is { IdFormat: ActivityIdFormat.W3C, Id: { } id } ? id : null;

    /// <summary>What a <c>traceparent</c> names; the default, which names nothing, where there is none or it cannot be read.</summary>
    public static ActivityContext Read(string? traceparent) =>
        traceparent is not null && ActivityContext.TryParse(traceparent, null, isRemote: true, out var context) ? context : default;

    /// <summary>
    /// A span for work that others wait for together: below its cause when all causes are of one trace, and else a trace of its own that is linked to them.
    /// </summary>
    /// <returns>Null when none of the causes is recorded, or nobody listens.</returns>
    public static Activity? Follow(string name, ActivityKind kind, IEnumerable<string?> causes)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        var recorded = causes.Distinct().Select(Read).Where(context => context.TraceFlags.HasFlag(ActivityTraceFlags.Recorded)).ToList();
        if (recorded.Count == 0)
        {
            return null;
        }

        var isOneTrace = recorded.TrueForAll(context => context.TraceId == recorded[0].TraceId);
        return Source.StartActivity(name, kind, isOneTrace ? recorded[0] : default, null, recorded.Skip(isOneTrace ? 1 : 0).Select(context => new ActivityLink(context)));
    }
}
