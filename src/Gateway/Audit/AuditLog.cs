using System.Diagnostics;
using FChat.Gateway.Operations;
using FChat.Gateway.Wire;
using FChat.Telemetry;

namespace FChat.Gateway.Audit;

/// <summary>Writes down, done or refused, what operators, hosts and owners ask for: who, what, to whom, how it ended, in which trace. One line for each attempt that rate limits let through.</summary>
internal sealed partial class AuditLog(ILoggerFactory loggers, HiddenIds ids)
{
    /// <summary>The log's category.</summary>
    public const string Category = "FChat.Audit";

    private readonly ILogger logger = loggers.CreateLogger(Category);

    /// <summary>Writes it down, if it is one of <see cref="AuditedActs"/>.</summary>
    public void Note(Operation operation, DoorRequest request, Arguments arguments, Answer answer)
    {
        if (!AuditedActs.Has(operation))
        {
            return;
        }

        var (actor, target, trace) = (ids.Of(request.Caller.User), TargetOf(arguments), TraceOf(request, arguments));
        var outcome = answer.Refusal is { } refusal ? ErrorCodes.All[refusal.Code].Word : "done";
        LogAct(logger, operation.Name, actor, request.Caller.IsOperator, target, outcome, trace);
    }

    private string TargetOf(Arguments arguments)
    {
        var named = new List<string>();
        foreach (var call in new[] { Fields.Call, Fields.CallFilter }.Where(arguments.Has))
        {
            named.Add($"call {arguments.Get(call)}");
        }

        if (arguments.Has(Fields.Room))
        {
            named.Add($"room {arguments.Get(Fields.Room)}");
        }

        if (arguments.Has(Fields.User))
        {
            named.Add($"user {ids.Of(arguments.Get(Fields.User))}");
        }

        if (arguments.Has(Fields.Endpoint))
        {
            // The one name here that may have any characters: it must not begin a line of its own.
            named.Add($"webhook {string.Concat(arguments.Get(Fields.Endpoint).Where(character => !char.IsControl(character)))}");
        }

        return named.Count > 0 ? string.Join(' ', named) : "-";
    }

    // The caller's own, which the operation's span belongs to, or that of the span.
    private static string TraceOf(DoorRequest request, Arguments arguments)
    {
        var named = Spans.Read(arguments.Find(Fields.TraceParent) ?? request.Traceparent);
        return named != default ? named.TraceId.ToHexString() : Activity.Current is { IdFormat: ActivityIdFormat.W3C } span ? span.TraceId.ToHexString() : "-";
    }

    [LoggerMessage(EventId = 1, EventName = "Act", Level = LogLevel.Information, Message = "{Act} by {Actor} (operator: {IsOperator}) to {Target}: {Outcome}, trace {TraceId}")]
    private static partial void LogAct(ILogger logger, string act, string actor, bool isOperator, string target, string outcome, string traceId);
}
