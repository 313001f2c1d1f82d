using FChat.Calls;
using FChat.Gateways;

namespace FChat.Streams;

/// <summary>
/// A gateway's ear, by its stream where it has opened one, and else by the runtime. What a stream has lost is said again at once by the runtime:
/// the gateway drops a batch that it has had, whichever way it came.
/// </summary>
internal sealed class NearestEar(GatewayId gateway, IGatewayObserver far, GatewayStreams streams) : IGatewayObserver
{
    public async Task Deliver(DeliveryBatch batch)
    {
        if (streams.Find(gateway) is { } stream)
        {
            try
            {
                await stream.Ask(batch);
                return;
            }
            catch (StreamLostException lost)
            {
                streams.Lost(gateway, lost);
            }
        }

        await far.Deliver(batch);
    }

    public Task<bool> SeatConnection(ConnectionId connection, CallId call, SeqState state, string? home) => far.SeatConnection(connection, call, state, home);
}
