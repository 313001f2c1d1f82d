using FChat.Gateway.Audit;
using FChat.Gateway.Telemetry;

namespace FChat.Gateway.Operations;

/// <summary>Runs an operation for either door: checks the role, asks the cluster, and turns what goes wrong there into a refusal.</summary>
internal sealed partial class OperationRunner(AuditLog audit, TimeProvider time, GatewayInstruments instruments, ILogger<OperationRunner> logger)
{
    private static readonly TimeSpan RepeatPause = TimeSpan.FromMilliseconds(100);
    private static readonly Refusal OperatorsOnly = Refusal.Forbidden("an operator");

    /// <summary>The answer; never throws.</summary>
    /// <param name="unread">Why the arguments could not be read, if they could not.</param>
    public async ValueTask<Answer> Run(Operation operation, DoorRequest request, Arguments arguments, Refusal? unread)
    {
        if ((operation.IsForOperators && !request.Caller.IsOperator ? OperatorsOnly : unread) is { } refusal)
        {
            audit.Note(operation, request, arguments, refusal);
            return refusal;
        }

        using var span = OperationTracing.Start(operation, request, arguments);
        var start = time.GetTimestamp();
        Answer answer;
        try
        {
            answer = await operation.Handler(request, arguments);
        }
        catch (Exception fault)
        {
            answer = await AskAgain(operation, request, arguments, fault);
        }

        instruments.Done(operation, answer, time.GetElapsedTime(start));
        span.Finish(answer);
        audit.Note(operation, request, arguments, answer);
        return answer;
    }

    private async ValueTask<Answer> AskAgain(Operation operation, DoorRequest request, Arguments arguments, Exception fault)
    {
        if (!Rejection.MayRepeat(fault, !operation.Adds || arguments.Command is not null))
        {
            return Refuse(operation, fault);
        }

        var kind = fault.GetType();
        LogRepeated(logger, operation.Name, kind);

        // A silo that goes away turns requests away; where they belong now is known a moment later.
        await Task.Delay(RepeatPause, time);
        try
        {
            return await operation.Handler(request, arguments);
        }
        catch (Exception again)
        {
            return Refuse(operation, again);
        }
    }

    private Refusal Refuse(Operation operation, Exception fault)
    {
        if (Rejection.IsOutage(fault))
        {
            LogUnavailable(logger, operation.Name, fault.GetType().Name);
        }
        else
        {
            LogDefect(logger, operation.Name, fault);
        }

        return Refusal.Unavailable;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Operation} was turned away by the cluster and is asked once more: {Fault}")]
    private static partial void LogRepeated(ILogger logger, string operation, Type fault);

    // Not what the fault says: Orleans names the request, and with it people and what they wrote.
    [LoggerMessage(Level = LogLevel.Warning, Message = "{Operation} got no answer from the cluster: {Fault}")]
    private static partial void LogUnavailable(ILogger logger, string operation, string fault);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Operation} failed.")]
    private static partial void LogDefect(ILogger logger, string operation, Exception defect);
}
