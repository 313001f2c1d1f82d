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

    private async ValueTask<Answer> Answer(DoorRequest request, Invocation invocation)
    {
        var isSignal = invocation.Operation?.IsSignal ?? false;
        if (await request.Connection!.Allowance.Count(isSignal) is { } tooMany)
        {
            return tooMany;
        }

        return invocation.Operation is { } operation
            ? await runner.Run(operation, request, invocation.Arguments, invocation.Refusal)
            : invocation.Refusal!;
    }
}
