using System.Collections.Concurrent;

namespace FChat.Gateways;

/// <summary>The links of this silo, one per gateway, made when there is something to send and forgotten when there was nothing for long.</summary>
internal sealed class GatewayLinks : IGatewayLinks, IDisposable
{
    private readonly ConcurrentDictionary<GatewayId, GatewayLink> _links = new();
    private readonly LinkServices _services;
    private readonly ITimer _forgetting;

    public GatewayLinks(LinkServices services)
    {
        _services = services;
        services.Instruments.Observe(() => _links.Values.Sum(link => (long)link.Waiting));
        using (ExecutionContext.SuppressFlow())
        {
            _forgetting = services.Time.CreateTimer(_ => ForgetIdle(), null, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));
        }
    }

    public void Send(GatewayId gateway, Envelope envelope)
    {
        while (!LinkTo(gateway).TrySend(envelope))
        {
            // It was closed between finding and sending: the next one is new.
            _links.TryRemove(gateway, out _);
        }
    }

    public bool IsGone(GatewayId gateway) => _links.TryGetValue(gateway, out var link) && link.IsGone;

    public void Dispose() => _forgetting.Dispose();

    private GatewayLink LinkTo(GatewayId gateway) =>
        _links.TryGetValue(gateway, out var link)
            ? link
            : _links.GetOrAdd(gateway, static (id, services) => new GatewayLink(id, Ulid.NewUlid(services.Time.GetUtcNow()).ToString(), services), _services);

    private void ForgetIdle()
    {
        foreach (var (gateway, link) in _links)
        {
            if (link.TryForget(_services.Options.ForgetAfter))
            {
                _links.TryRemove(KeyValuePair.Create(gateway, link));
            }
        }
    }
}
