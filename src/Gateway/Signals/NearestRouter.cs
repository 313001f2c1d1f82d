using System.Collections.Immutable;
using FChat.Calls;
using FChat.Gateways;
using FChat.Streams;
using Orleans.Runtime;

namespace FChat.Gateway.Signals;

/// <summary>A silo's router, by the stream to it where one is open, and else by the runtime.</summary>
internal sealed class NearestRouter(string silo, ISignalRouterGrain far, SiloStreams streams) : ISignalRouter
{
    /// <inheritdoc/>
    /// <exception cref="SiloUnavailableException">The stream has ended, and nobody knows what the silo has done.</exception>
    public async Task<ImmutableArray<SignalAnswer>> Route(ImmutableArray<RoutedSignal> signals)
    {
        if (streams.Find(silo) is { } stream)
        {
            try
            {
                return await stream.Ask(signals);
            }
            catch (StreamLostException lost) when (lost.WasSent)
            {
                throw new SiloUnavailableException("The stream to the silo has ended.", lost);
            }
            catch (StreamLostException lost)
            {
                streams.Missed(silo, lost);
            }
        }

        return await far.Route(signals);
    }
}
