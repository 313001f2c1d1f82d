using System.Diagnostics;

namespace FChat.Gateway.Operations;

/// <summary>A span for each operation, child of the caller's own where it names one (https://www.w3.org/TR/trace-context/).</summary>
internal static class OperationTracing
{
    /// <summary>The gateway's source of spans.</summary>
    public static ActivitySource Source { get; } = new("FChat");

    /// <summary>Starts the span; null when nobody listens. A signal that names no trace gets none: signals are many and alike.</summary>
    public static Activity? Start(Operation operation, Arguments arguments)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        var isTraced = ActivityContext.TryParse(arguments.Find(Fields.TraceParent), null, isRemote: true, out var parent);
        return isTraced || !operation.IsSignal ? Source.StartActivity(operation.Name, ActivityKind.Server, parent) : null;
    }
}
