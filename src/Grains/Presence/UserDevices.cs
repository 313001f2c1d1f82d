using System.Collections.Immutable;
using FChat.Gateways;
using FChat.Telemetry;

namespace FChat.Presence;

/// <summary>A user's hub connections, and the way to them. Bounded by the door's connections per user; emptied when a gateway goes.</summary>
internal sealed class UserDevices(UserId user, IGatewayLinks links)
{
    private readonly List<Device> _devices = [];

    public int Count => _devices.Count;

    public ImmutableArray<GatewayId> Gateways => [.. _devices.Select(device => device.Gateway).Distinct()];

    /// <summary>The one that was added last.</summary>
    public Device? Newest => _devices.Count > 0 ? _devices[^1] : null;

    /// <summary>Adds a device; false: it was known.</summary>
    public bool Add(Device device)
    {
        var isNew = !_devices.Contains(device);
        if (isNew)
        {
            _devices.Add(device);
        }

        return isNew;
    }

    /// <summary>Takes a device away; false: it was not known.</summary>
    public bool Remove(Device device) => _devices.Remove(device);

    /// <summary>Takes all devices on a gateway away.</summary>
    public bool RemoveAll(GatewayId gateway) => _devices.RemoveAll(device => device.Gateway == gateway) > 0;

    /// <summary>Sends an event to every device but one: one envelope for each gateway.</summary>
    public void Send(StampedEvent content, ConnectionId? except)
    {
        var audience = new UsersAudience([user], except);
        var trace = Spans.Here;
        foreach (var gateway in Gateways)
        {
            links.Send(gateway, Envelope.To(audience, content.Event, content.Stamp) with { Trace = trace });
        }
    }
}
