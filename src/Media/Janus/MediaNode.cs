namespace FChat.Media.Janus;

/// <summary>One media server.</summary>
public sealed class MediaNode
{
    /// <summary>Its name, in logs and metrics. 1 to 64 characters of a-z, 0-9, ., _ and -.</summary>
    public string Name { get; set; } = "";

    /// <summary>Where Janus listens for WebSockets: <c>ws://host:8188</c>, or <c>wss://</c>. Reached by silos only.</summary>
    public Uri? Url { get; set; }

    /// <summary>Janus' <c>api_secret</c>, if it has one.</summary>
    public string? ApiSecret { get; set; }

    /// <summary>The videoroom plugin's <c>admin_key</c>, if it has one.</summary>
    public string? AdminKey { get; set; }

    /// <summary>What it carries, in Mbit/s received and sent together, 1 to 1,000,000, default 1,000. Servers are loaded in proportion to it.</summary>
    public int Weight { get; set; } = 1000;

    /// <summary>It takes no new calls; those that it has stay. Followed while the silo runs.</summary>
    public bool Drain { get; set; }
}
