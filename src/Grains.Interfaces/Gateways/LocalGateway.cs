namespace FChat.Gateways;

/// <summary>A gateway in the same process as a silo. The silo's link speaks to its ear directly: no message, no copy, and the lease is the process's own life.</summary>
public sealed record LocalGateway(GatewayId Id, IGatewayObserver Ear);
