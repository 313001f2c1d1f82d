using System.Text.Json.Nodes;

namespace FChat.Media.Janus;

/// <summary>What to tell the plugin when somebody wishes for something else.</summary>
internal static class StreamChanges
{
    private const int MicrosecondsOfMillisecond = 1000;

    // What the plugin sends when nobody said anything: everything, in its largest size.
    private static readonly SfuWish OfItself = new(SfuLayer.High, true, true);

    /// <summary>The m-lines that change, and how. Those that do not are left out: each mention makes the publisher send a whole picture.</summary>
    /// <param name="before">What was wished for until now; null in the beginning.</param>
    /// <param name="now">What is wished for.</param>
    /// <param name="streams">The receiver's m-lines.</param>
    /// <param name="fallback">After what time without a packet the layer below is sent.</param>
    public static IReadOnlyList<JsonObject> Between(SfuWish? before, SfuWish now, StreamMap streams, TimeSpan fallback)
    {
        var changes = new List<JsonObject>();
        var (video, screen, audio) = before ?? OfItself;
        Add(streams.Audio, Switch(audio, now.Audio));
        Add(streams.Camera, Camera(video, now.Video, streams.HasLayers && (before is null || video != now.Video), fallback));
        Add(streams.Screen, Switch(screen, now.Screen));
        return changes;

        void Add(string? mid, JsonObject? change)
        {
            if (mid is not null && change is not null)
            {
                change["mid"] = mid;
                changes.Add(change);
            }
        }
    }

    /// <summary>All m-lines, for when nobody knows what the plugin sends: what was wished for counts as the opposite.</summary>
    public static IReadOnlyList<JsonObject> All(SfuWish now, StreamMap streams, TimeSpan fallback) =>
        Between(new SfuWish(now.Video == SfuLayer.Off ? SfuLayer.High : SfuLayer.Off, !now.Screen, !now.Audio), now, streams, fallback);

    /// <summary>Asks for a layer once more.</summary>
    public static JsonObject Layer(string mid, int substream) => new() { ["mid"] = mid, ["substream"] = substream };

    /// <summary>The plugin's number of a layer. With rids in the order h, m, l, which is its own assumption, 2 is the largest.</summary>
    public static int Substream(SfuLayer layer) => layer switch
    {
        SfuLayer.Low => 0,
        SfuLayer.Medium => 1,
        _ => 2,
    };

    private static JsonObject? Switch(bool before, bool now) => before == now ? null : new JsonObject { ["send"] = now };

    private static JsonObject? Camera(SfuLayer before, SfuLayer now, bool isLayerNew, TimeSpan fallback)
    {
        var change = Switch(before != SfuLayer.Off, now != SfuLayer.Off);
        if (isLayerNew && now != SfuLayer.Off)
        {
            change ??= [];
            change["substream"] = Substream(now);
            change["fallback"] = (long)(fallback.TotalMilliseconds * MicrosecondsOfMillisecond);
        }

        return change;
    }
}
