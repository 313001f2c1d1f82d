using System.Diagnostics;
using Orleans.Runtime;

namespace FChat.Gateway.Operations;

/// <summary>Runs an operation for either door: checks the role, asks the cluster, and turns what goes wrong there into a refusal.</summary>
internal sealed partial class OperationRunner(ILogger<OperationRunner> logger)
{
    private static readonly Refusal OperatorsOnly = Refusal.Forbidden("an operator");

    /// <summary>The answer; never throws.</summary>
    /// <param name="unread">Why the arguments could not be read, if they could not.</param>
    public async ValueTask<Answer> Run(Operation operation, DoorRequest request, Arguments arguments, Refusal? unread)
    {
        if (operation.IsForOperators && !request.Caller.IsOperator)
        {
            return OperatorsOnly;
        }

        if (unread is not null)
        {
            return unread;
        }

        using var span = OperationTracing.Start(operation, arguments);
        try
        {
            return await operation.Handler(request, arguments);
        }
        catch (Exception fault) when (IsOutage(fault))
        {
            LogUnavailable(logger, operation.Name, fault.GetType().Name, fault.Message);
            return Refuse(span);
        }
        catch (Exception defect)
        {
            LogDefect(logger, operation.Name, defect);
            return Refuse(span);
        }
    }

    // What Orleans says when a silo is gone, hung, overloaded or not there yet.
    private static bool IsOutage(Exception fault) => fault is OrleansException or TimeoutException or OperationCanceledException;

    private static Refusal Refuse(Activity? span)
    {
        span?.SetStatus(ActivityStatusCode.Error);
        return Refusal.Unavailable;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Operation} got no answer from the cluster: {Fault}: {Reason}")]
    private static partial void LogUnavailable(ILogger logger, string operation, string fault, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Operation} failed.")]
    private static partial void LogDefect(ILogger logger, string operation, Exception defect);
}
