namespace FChat.Media.Janus;

/// <summary>Which m-line of a publication is what. The order decides: the first audio, the first video is the camera, the second one the screen.</summary>
/// <param name="Audio">The microphone's mid; null without one.</param>
/// <param name="Camera">The camera's mid; null without one.</param>
/// <param name="Screen">The screen's mid; null without one.</param>
/// <param name="HasLayers">Whether the camera comes in layers.</param>
internal sealed record StreamMap(string? Audio, string? Camera, string? Screen, bool HasLayers)
{
    /// <summary>Nothing.</summary>
    public static StreamMap None { get; } = new(null, null, null, false);

    /// <summary>The mids, in the order in which they are offered to receivers.</summary>
    public IEnumerable<string> Mids => new[] { Audio, Camera, Screen }.OfType<string>();

    /// <summary>Reads an offer (SDP). M-lines that are rejected, or not sent on, count in the order all the same: what is not sent is not there, and the next one keeps its meaning.</summary>
    public static StreamMap Of(string offerSdp)
    {
        var media = MediaLine.All(offerSdp);
        var video = media.Where(line => line.Kind == "video").Take(2).ToList();
        return new StreamMap(
            Sent(media.FirstOrDefault(line => line.Kind == "audio")), Sent(video.ElementAtOrDefault(0)), Sent(video.ElementAtOrDefault(1)), video.Count > 0 && video[0].HasLayers);
    }

    /// <summary>Without the m-lines that the plugin does not have.</summary>
    public StreamMap Only(IReadOnlySet<string> mids) => this with { Audio = Kept(Audio, mids), Camera = Kept(Camera, mids), Screen = Kept(Screen, mids) };

    /// <summary>The same by other names; what has none is not there.</summary>
    public StreamMap Renamed(IReadOnlyDictionary<string, string> names) =>
        this with { Audio = Name(Audio, names), Camera = Name(Camera, names), Screen = Name(Screen, names) };

    private static string? Name(string? mid, IReadOnlyDictionary<string, string> names) => mid is null ? null : names.GetValueOrDefault(mid);

    private static string? Sent(MediaLine? line) => line is { IsSent: true } ? line.Mid : null;

    private static string? Kept(string? mid, IReadOnlySet<string> mids) => mid is not null && mids.Contains(mid) ? mid : null;
}

/// <summary>One m-line of a description, as far as it matters here.</summary>
/// <param name="Kind"><c>audio</c>, <c>video</c> or <c>application</c>.</param>
/// <param name="Mid">Its name.</param>
/// <param name="IsSent">Whether the offering side sends by it.</param>
/// <param name="HasLayers">Whether it is sent in several sizes (simulcast).</param>
internal sealed record MediaLine(string Kind, string? Mid, bool IsSent, bool HasLayers)
{
    /// <summary>The m-lines of a description, in order.</summary>
    public static IReadOnlyList<MediaLine> All(string sdp)
    {
        var found = new List<MediaLine>();
        foreach (var line in sdp.Split('\n').Select(line => line.TrimEnd('\r')))
        {
            if (line.StartsWith("m=", StringComparison.Ordinal))
            {
                var words = line[2..].Split(' ');
                found.Add(new MediaLine(words[0], null, words.ElementAtOrDefault(1) != "0", false));
            }
            else if (found.Count > 0)
            {
                found[^1] = found[^1].With(line);
            }
        }

        return found;
    }

    private MediaLine With(string line) => line switch
    {
        _ when line.StartsWith("a=mid:", StringComparison.Ordinal) => this with { Mid = line[6..] },
        "a=inactive" or "a=recvonly" => this with { IsSent = false },
        _ when line.StartsWith("a=simulcast:send ", StringComparison.Ordinal) => this with { HasLayers = line.Contains(';', StringComparison.Ordinal) },
        _ => this,
    };
}
