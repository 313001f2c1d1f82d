namespace FChat.Gateway.Lease;

/// <summary>Which gateway this process is, from its start to its end.</summary>
internal sealed record GatewayIdentity(GatewayId Id)
{
    /// <summary>An identity that no other process has or had.</summary>
    public static GatewayIdentity OfThisStart() => new(new GatewayId($"{Environment.MachineName}-{Guid.CreateVersion7():N}".ToLowerInvariant()));
}
