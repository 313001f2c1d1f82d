namespace FChat.LoadTests.Servers;

/// <summary>How a server is spoken to.</summary>
public enum Dialect
{
    /// <summary>SignalR's JSON protocol, with the service's operations and events.</summary>
    Hub = 0,

    /// <summary>The standalone signaling API of Nextcloud Talk.</summary>
    Spreed = 1,
}
