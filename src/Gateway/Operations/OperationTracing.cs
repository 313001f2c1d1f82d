using System.Diagnostics;
using FChat.Gateway.Wire;
using FChat.Telemetry;

namespace FChat.Gateway.Operations;

/// <summary>A span for each operation, whichever door it comes by: child of the caller's own where it names one (https://www.w3.org/TR/trace-context/).</summary>
internal static class OperationTracing
{
    /// <summary>Starts the span; null when nobody takes it. A signal that names no trace gets none: signals are many and alike.</summary>
    public static Activity? Start(Operation operation, DoorRequest request, Arguments arguments)
    {
        if (!Spans.Source.HasListeners())
        {
            return null;
        }

        // Not below the request that the connection, or the server, made: it lasts as long as the connection, and nobody takes it.
        Activity.Current = null;
        var parent = Spans.Read(arguments.Find(Fields.TraceParent) ?? request.Traceparent);
        if (operation.IsSignal && parent == default)
        {
            return null;
        }

        var span = Spans.Source.StartActivity(operation.Name, ActivityKind.Server, parent);
        if (span is { IsAllDataRequested: true })
        {
            span.SetTag("fchat.door", request.Connection is null ? "http" : "hub");
            span.SetTag(TelemetryNames.User, request.Caller.User.Value);
            span.SetTag(TelemetryNames.CallId, operation.Fields.Contains(Fields.Call) ? arguments.Get(Fields.Call).Value : null);
        }

        return span;
    }

    /// <summary>Says what came of it.</summary>
    public static void Finish(this Activity? span, Answer answer)
    {
        span?.SetTag(TelemetryNames.Outcome, answer.Refusal is { } refusal ? ErrorCodes.All[refusal.Code].Word : "ok");
        if (answer.Refusal is { Code: ErrorCode.Unavailable })
        {
            span?.SetStatus(ActivityStatusCode.Error);
        }
    }
}
