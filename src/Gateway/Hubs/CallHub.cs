using FChat.Gateway.Delivery;
using FChat.Gateway.Operations;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.SignalR;

namespace FChat.Gateway.Hubs;

/// <summary>The WebSocket door. All operations come through one method: the protocols have read and bounded them before.</summary>
internal sealed class CallHub(OperationRunner runner) : Hub
{
    /// <summary>Runs an operation; null where nobody waits for the answer.</summary>
    public async Task<HubAnswer?> Operation(Invocation invocation)
    {
        var request = Context.Features.GetRequiredFeature<DoorRequest>();
        var answer = await Answer(request, invocation);
        if (invocation.ExpectsAnswer)
        {
            return answer.IsPlain ? HubAnswer.Done : new HubAnswer(answer);
        }

        answer.AfterWritten?.Invoke();
        return null;
    }

    // No state of its own for each signal: nearly all are within the limits, which is known at once.
    private ValueTask<Answer> Answer(DoorRequest request, Invocation invocation)
    {
        var counted = request.Connection!.Allowance.Count(invocation.Operation?.IsSignal ?? false);
        if (!counted.IsCompletedSuccessfully)
        {
            return RefuseLate(counted);
        }

        return (counted.Result, invocation.Operation) switch
        {
            (null, { } operation) => runner.Run(operation, request, invocation.Arguments, invocation.Refusal),
            var (tooMany, _) => ValueTask.FromResult<Answer>(tooMany ?? invocation.Refusal!),
        };
    }

    private static async ValueTask<Answer> RefuseLate(ValueTask<Refusal?> refusal) => (await refusal)!;
}
