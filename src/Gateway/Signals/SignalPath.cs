using FChat.Calls;
using FChat.Gateway.Delivery;
using FChat.Gateway.Operations;

namespace FChat.Gateway.Signals;

/// <summary>
/// Brings a signal to its call by the shortest way: within the process, by a lane to the silo that the call was last seen on, or through the cluster, which finds it wherever it is.
/// </summary>
internal sealed class SignalPath(IGrainFactory grains, SiloLinks links, IEnumerable<ILocalCalls> local)
{
    private readonly ILocalCalls? local = local.SingleOrDefault();

    /// <summary>Sends.</summary>
    /// <param name="seen">The call as this gateway knows it; null when the sender is not in it here.</param>
    public ValueTask<Answer> Send(CallId call, LocalCall? seen, SendSignal signal) =>
        Bring(call, seen, seen is { Seen.Epoch: > 0 and var epoch } ? signal with { Epoch = epoch } : signal);

    private async ValueTask<Answer> Bring(CallId call, LocalCall? seen, SendSignal signal)
    {
        if (local is not null && await local.Signal(call, signal) is { IsHere: true } here)
        {
            return here.Refusal ?? Answer.Done;
        }

        if (seen?.Home is { } home)
        {
            var there = SignalAnswer.NotHere;
            try
            {
                there = await links.Send(home, seen.Id, signal);
            }
            finally
            {
                // The next signals look for the call; whoever comes back to it brings its new place.
                if (!there.IsHere)
                {
                    seen.Lose(home);
                }
            }

            if (there.IsHere)
            {
                return there.Refusal ?? Answer.Done;
            }
        }

        return await (seen?.Grain ?? grains.Call(call)).Signal(signal).Answer();
    }
}
