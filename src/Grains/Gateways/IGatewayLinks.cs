namespace FChat.Gateways;

/// <summary>This silo's links to the gateways, one each. A grain appends in its turn and goes on; the links deliver in order, each gateway by itself.</summary>
public interface IGatewayLinks
{
    /// <summary>Appends to the gateway's outbox. Never waits. To a gateway that is gone: dropped.</summary>
    void Send(GatewayId gateway, Envelope envelope);

    /// <summary>Whether the link has given the gateway up since the last time it answered.</summary>
    bool IsGone(GatewayId gateway);
}
