using System.Collections.Immutable;
using FChat.Calls;

namespace FChat.Gateways;

/// <summary>Hands a gateway's signals to the calls of its silo.</summary>
[PinnedPlacement]
internal sealed class SignalRouterGrain(ILocalCalls calls) : Grain, ISignalRouterGrain
{
    public async Task<ImmutableArray<SignalAnswer>> Route(ImmutableArray<RoutedSignal> signals) =>
        [.. await Task.WhenAll(signals.Select(routed => calls.Signal(routed.Call, routed.Signal)))];
}
