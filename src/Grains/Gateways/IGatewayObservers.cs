namespace FChat.Gateways;

/// <summary>Finds a gateway's ear.</summary>
public interface IGatewayObservers
{
    /// <summary>The observer of a gateway whose lease is alive, else null.</summary>
    Task<IGatewayObserver?> Find(GatewayId gateway);
}

/// <summary>Asks the grain that holds the lease.</summary>
internal sealed class LeasedObservers(IGrainFactory grains) : IGatewayObservers
{
    public Task<IGatewayObserver?> Find(GatewayId gateway) => grains.Gateway(gateway).Observer();
}
