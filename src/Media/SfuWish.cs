namespace FChat.Media;

/// <summary>What of a publication somebody wants to receive.</summary>
/// <param name="Video">The camera's picture, and how large. A camera without layers comes whole, unless it is off.</param>
/// <param name="Screen">The shared screen.</param>
/// <param name="Audio">The microphone.</param>
public sealed record SfuWish(SfuLayer Video, bool Screen, bool Audio);

/// <summary>How large a camera's picture is wanted.</summary>
public enum SfuLayer
{
    /// <summary>Not at all.</summary>
    Off,

    /// <summary>The smallest (rid <c>l</c>).</summary>
    Low,

    /// <summary>The middle one (rid <c>m</c>).</summary>
    Medium,

    /// <summary>The largest (rid <c>h</c>).</summary>
    High,
}
