using System.Collections.Immutable;
using System.Runtime.InteropServices;
using FChat.Calls;

namespace FChat.Gateways;

/// <summary>What a gateway's signals come to, by whichever way they came.</summary>
internal static class SignalBatch
{
    /// <summary>Hands each signal to its call.</summary>
    /// <returns>One answer for each, in their order.</returns>
    public static async Task<ImmutableArray<SignalAnswer>> Signal(this ILocalCalls calls, ImmutableArray<RoutedSignal> signals) =>
        ImmutableCollectionsMarshal.AsImmutableArray(await Task.WhenAll(signals.Select(routed => calls.Signal(routed.Call, routed.Signal))));
}
