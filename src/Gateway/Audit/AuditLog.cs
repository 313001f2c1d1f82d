using System.Diagnostics;
using FChat.Gateway.Operations;
using FChat.Gateway.Wire;

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

        var (actor, target, trace) = (ids.Of(request.Caller.User), TargetOf(arguments), TraceOf(arguments));
        var outcome = answer.Refusal is { } refusal ? ErrorCodes.All[refusal.Code].Word : "done";
        LogAct(logger, operation.Name, actor, request.Caller.IsOperator, target, outcome, trace);
    }

    private string TargetOf(Arguments arguments)
    {
        var named = new List<string>();
        if (arguments.Has(Fields.Call))
        {
            named.Add($"call {arguments.Get(Fields.Call)}");
        }

        if (arguments.Has(Fields.Room))
        {
            named.Add($"room {arguments.Get(Fields.Room)}");
        }

        if (arguments.Has(Fields.User))
        {
            named.Add($"user {ids.Of(arguments.Get(Fields.User))}");
        }

        return named.Count > 0 ? string.Join(' ', named) : "-";
    }

    // Where nobody records traces there may still be the caller's own.
    private static string TraceOf(Arguments arguments)
    {
        if (Activity.Current is { IdFormat: ActivityIdFormat.W3C } span)
        {
            return span.TraceId.ToHexString();
        }

        return ActivityContext.TryParse(arguments.Find(Fields.TraceParent), null, out var named) ? named.TraceId.ToHexString() : "-";
    }

    [LoggerMessage(EventId = 1, EventName = "Act", Level = LogLevel.Information, Message = "{Act} by {Actor} (operator: {IsOperator}) to {Target}: {Outcome}, trace {TraceId}")]
    private static partial void LogAct(ILogger logger, string act, string actor, bool isOperator, string target, string outcome, string traceId);
}
