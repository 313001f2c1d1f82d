using System.Collections.Immutable;
using FChat.Calls;
using FChat.Streams;

namespace FChat.Gateways;

/// <summary>Hands a gateway's signals to the calls of its silo, and says where that may be had without a grain.</summary>
[PinnedPlacement]
internal sealed class SignalRouterGrain(ILocalCalls calls, GatewayStreams streams) : Grain, ISignalRouterGrain
{
    public Task<ImmutableArray<SignalAnswer>> Route(ImmutableArray<RoutedSignal> signals) => calls.Signal(signals);

    public Task<StreamDoor?> Door() => Task.FromResult(streams.Door);
}
