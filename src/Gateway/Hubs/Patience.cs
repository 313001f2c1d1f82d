using FChat.Gateway.RateLimits;

namespace FChat.Gateway.Hubs;

/// <summary>
/// What one connection may still send, and how long a client that goes on sending too much is kept waiting for its refusal. SignalR reads a client's next frame
/// only when the last one is answered: so a flood waits in the flooder's own socket, and costs the service no more than what it allows.
/// </summary>
internal sealed class Patience(Allowance own, UserAllowances users, UserId user, TimeProvider time)
{
    // A client that is a little too fast is told at once.
    private const int QuickRefusals = 20;
    private int refusals;

    /// <summary>Counts an operation. Called for one at a time.</summary>
    /// <returns>Null when it may go on.</returns>
    public ValueTask<Refusal?> Count(bool isSignal)
    {
        var refusal = own.Count(isSignal) ?? users.Count(user, isSignal);
        refusals = Math.Clamp(refusals + (refusal is null ? -1 : 1), 0, QuickRefusals + 1);
        return refusal is null || refusals <= QuickRefusals ? ValueTask.FromResult(refusal) : Late(refusal);
    }

    private async ValueTask<Refusal?> Late(Refusal refusal)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(refusal.RetryAfterMs ?? 0), time);
        return refusal;
    }
}
