namespace FChat.Core.Calls;

/// <summary>When media goes from browser to browser and when through a media server. Defaults and ranges: <see cref="FChat.Calls.TopologyOptions"/>.</summary>
/// <param name="MeshLimit">How many may be joined without a media server; 0: none.</param>
/// <param name="VideoMeshLimit">How many, when cameras are on or it is a video call.</param>
/// <param name="MeshAgainAfter">How long two must be alone before they do without the media server again; null: never.</param>
/// <param name="MaxPublishers">How many may send media through a media server; who comes later listens. Hosts always may.</param>
public sealed record TopologyRules(int MeshLimit, int VideoMeshLimit, TimeSpan? MeshAgainAfter, int MaxPublishers)
{
    /// <summary>The product's defaults.</summary>
    public static TopologyRules Default { get; } = new(MeshLimit: 6, VideoMeshLimit: 4, MeshAgainAfter: TimeSpan.FromSeconds(30), MaxPublishers: 50);

    /// <summary>Whether a media server would take the call now.</summary>
    public bool HasSfu { get; init; }

    /// <summary>How many may be joined without a media server.</summary>
    public int LimitFor(bool withPictures) => withPictures ? VideoMeshLimit : MeshLimit;
}
