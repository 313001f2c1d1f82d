using System.Collections.Immutable;
using FChat.Calls;
using FChat.Gateways;

namespace FChat.Gateway.Signals;

/// <summary>Brings signals to the calls of one silo.</summary>
internal interface ISignalRouter
{
    /// <summary>As <see cref="ISignalRouterGrain.Route"/>.</summary>
    Task<ImmutableArray<SignalAnswer>> Route(ImmutableArray<RoutedSignal> signals);
}
