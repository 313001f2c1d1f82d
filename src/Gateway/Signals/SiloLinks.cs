using System.Collections.Concurrent;
using FChat.Calls;
using FChat.Gateway.Lease;
using Microsoft.Extensions.Options;

namespace FChat.Gateway.Signals;

/// <summary>This gateway's lanes to the silos that its calls are on. Bounded by the silos: the lanes to one that fails are forgotten.</summary>
internal sealed class SiloLinks(GatewayIdentity gateway, IGrainFactory grains, SiloStreams streams, IOptions<SignalOptions> options)
{
    private readonly SignalOptions options = options.Value;
    private readonly ConcurrentDictionary<string, SiloLink[]> silos = new();

    /// <summary>Sends by the lane that the call's signals to that silo take.</summary>
    public Task<SignalAnswer> Send(string silo, CallId call, SendSignal signal)
    {
        var lanes = silos.GetOrAdd(silo, static (name, self) => self.LanesTo(name), this);
        return lanes[(int)((uint)call.GetHashCode() % (uint)lanes.Length)].Send(call, signal);
    }

    private SiloLink[] LanesTo(string silo)
    {
        SiloLink[] lanes = [];
        lanes = [.. Enumerable.Range(0, options.Lanes).Select(lane =>
            new SiloLink(new NearestRouter(silo, grains.SignalRouter(silo, gateway.Id, lane), streams), options, Forget))];
        return lanes;

        void Forget() => silos.TryRemove(KeyValuePair.Create(silo, lanes));
    }
}
