using FChat.Gateway.Delivery;
using FChat.Gateways;

namespace FChat.Gateway.Lease;

/// <summary>What a gateway asks of its lease's grain. One request at a time.</summary>
internal sealed class LeaseRequest(GatewayIdentity gateway, IGrainFactory grains, GatewayObserver observer, InterestLedger interest)
{
    // Orleans holds observers weakly: this field keeps ours alive.
    private readonly GatewayObserver ear = observer;
    private IGatewayObserver? reference;

    /// <summary>Asks for another term, and says what has changed here since the last one.</summary>
    /// <exception cref="OrleansException">The cluster does not answer.</exception>
    /// <exception cref="TimeoutException">It does not answer in time.</exception>
    public async Task<LeaseAnswer> Renew()
    {
        reference ??= grains.CreateObjectReference<IGatewayObserver>(ear);
        var delta = interest.Take();
        var answer = await grains.Gateway(gateway.Id).Renew(reference, delta);
        interest.Acknowledge(delta, answer.SendWhole);
        return answer;
    }

    /// <summary>Gives the lease back: this gateway's connections are gone.</summary>
    /// <exception cref="OrleansException">The cluster does not answer.</exception>
    /// <exception cref="TimeoutException">It does not answer in time.</exception>
    public Task Retire() => grains.Gateway(gateway.Id).Retire();
}
