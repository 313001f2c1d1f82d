using System.Collections.Concurrent;
using FChat.Calls;
using FChat.Gateway.Lease;
using Microsoft.Extensions.Options;

namespace FChat.Gateway.Signals;

/// <summary>This gateway's lanes to the silos that its calls are on. Bounded by the silos: the lanes to one that fails are made anew, or never asked for again.</summary>
internal sealed class SiloLinks(GatewayIdentity gateway, IGrainFactory grains, SiloStreams streams, IOptions<SignalOptions> options)
{
    private readonly SignalOptions options = options.Value;
    private readonly ConcurrentDictionary<string, SiloLink[]> silos = new();

    /// <summary>Sends by the lane that the call's signals to that silo take.</summary>
    public async Task<SignalAnswer> Send(string silo, CallId call, SendSignal signal)
    {
        var lanes = silos.GetOrAdd(silo, static (name, self) => self.LanesTo(name), this);
        try
        {
            return await lanes[(int)((uint)call.GetHashCode() % (uint)lanes.Length)].Send(call, signal);
        }
        catch
        {
            silos.TryRemove(KeyValuePair.Create(silo, lanes));
            throw;
        }
    }

    private SiloLink[] LanesTo(string silo) =>
        [.. Enumerable.Range(0, options.Lanes).Select(lane => new SiloLink(new NearestRouter(silo, grains.SignalRouter(silo, gateway.Id, lane), streams), options))];
}
