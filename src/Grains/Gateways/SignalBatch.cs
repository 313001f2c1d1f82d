using System.Collections.Immutable;
using System.Runtime.InteropServices;
using FChat.Calls;

namespace FChat.Gateways;

/// <summary>What a gateway's signals come to, by whichever way they came.</summary>
internal static class SignalBatch
{
    /// <summary>Hands each signal to its call, all of them before it waits for the first.</summary>
    /// <returns>One answer for each, in their order.</returns>
    public static async Task<ImmutableArray<SignalAnswer>> Signal(this ILocalCalls calls, ImmutableArray<RoutedSignal> signals)
    {
        var under = new Task<SignalAnswer>[signals.Length];
        for (var i = 0; i < under.Length; i++)
        {
            under[i] = calls.Signal(signals[i].Call, signals[i].Signal);
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(await Task.WhenAll(under));
    }
}
