using FChat.Streams;

namespace FChat.Gateways;

/// <summary>Finds a gateway's ear.</summary>
public interface IGatewayObservers
{
    /// <summary>The observer of a gateway whose lease is alive, else null.</summary>
    Task<IGatewayObserver?> Find(GatewayId gateway);
}

/// <summary>Knows a gateway in its own process, and asks the grain that holds the lease for the others.</summary>
internal sealed class LeasedObservers(IGrainFactory grains, IEnumerable<LocalGateway> local, GatewayStreams streams) : IGatewayObservers
{
    private readonly LocalGateway? _local = local.SingleOrDefault();

    public async Task<IGatewayObserver?> Find(GatewayId gateway)
    {
        if (_local?.Id == gateway)
        {
            return _local.Ear;
        }

        return await grains.Gateway(gateway).Observer() is { } far ? new NearestEar(gateway, far, streams) : null;
    }
}
