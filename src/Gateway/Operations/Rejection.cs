using Orleans.Runtime;
using Orleans.Runtime.Messaging;

namespace FChat.Gateway.Operations;

/// <summary>What a fault of the cluster says about the request behind it.</summary>
internal static class Rejection
{
    /// <summary>Whether the fault is one of those that Orleans gives when a silo is gone, hung, overloaded or not there yet.</summary>
    public static bool IsOutage(Exception fault) => fault is OrleansException or TimeoutException or OperationCanceledException;

    /// <summary>
    /// Whether the request may be made once more at once: it was turned away before anything was done, as by a silo that stops,
    /// or its silo died under it and it is harmless to repeat. Not after a time-out, which has cost the caller enough, and not to a cluster that is too busy.
    /// </summary>
    public static bool MayRepeat(Exception fault, bool isHarmless) =>
        fault is ConnectionFailedException or OrleansMessageRejectionException && (isHarmless || fault is not SiloUnavailableException);
}
