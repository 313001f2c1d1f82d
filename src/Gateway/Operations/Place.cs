using FChat.Calls;
using FChat.Gateway.Delivery;
using FChat.Presence;

namespace FChat.Gateway.Operations;

/// <summary>Where the events of somebody who comes into a call go: to a connection of this gateway or of another one, or, by plain HTTP, nowhere.</summary>
/// <param name="Here">A connection of this gateway.</param>
/// <param name="Elsewhere">A connection of another gateway.</param>
internal readonly record struct Place(Connection? Here, Device? Elsewhere)
{
    /// <summary>The place as the call knows it.</summary>
    /// <param name="here">This gateway.</param>
    /// <param name="device">The client's own name for the device.</param>
    public Seat Seat(GatewayId here, string? device) => new(
        Elsewhere?.Gateway ?? here,
        Elsewhere?.Connection ?? Here?.Id,
        device is null ? null : new DeviceId(device));
}
