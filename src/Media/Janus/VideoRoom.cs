using System.Text.Json.Nodes;

namespace FChat.Media.Janus;

/// <summary>Requests to the videoroom plugin.</summary>
internal static class VideoRoom
{
    /// <summary>Name of the plugin.</summary>
    public const string Plugin = "janus.plugin.videoroom";

    /// <summary>What descriptions of our rooms begin with.</summary>
    public const string Mark = "fchat ";

    /// <summary>Makes a room that lists itself, tells who talks, and tells nobody who joins.</summary>
    public static JsonObject Create(long room, string description, MediaOptions options, string? adminKey) => Keyed(adminKey, new JsonObject
    {
        ["request"] = "create",
        ["room"] = room,
        ["description"] = Mark + description,
        ["publishers"] = options.MaxPublishers,
        ["bitrate"] = options.PublisherBitrate,
        ["audiocodec"] = "opus",
        ["videocodec"] = options.VideoCodecs,
        ["audiolevel_ext"] = true,
        ["audiolevel_event"] = true,
        ["audio_active_packets"] = options.TalkingPackets,
        ["audio_level_average"] = options.TalkingLevel,
        ["notify_joining"] = false,
    });

    /// <summary>Takes a room away, with everybody in it.</summary>
    public static JsonObject Destroy(long room) => new() { ["request"] = "destroy", ["room"] = room };

    /// <summary>All rooms that are not private.</summary>
    public static JsonObject List() => new() { ["request"] = "list" };

    /// <summary>Publishes, with an offer.</summary>
    public static JsonObject Publish(long room, long feed) => new() { ["request"] = "joinandconfigure", ["ptype"] = "publisher", ["room"] = room, ["id"] = feed };

    /// <summary>Publishes anew on the same peer connection, with an offer.</summary>
    public static JsonObject Republish() => new() { ["request"] = "configure" };

    /// <summary>Mutes an m-line of a publication for everybody, or no longer.</summary>
    public static JsonObject Moderate(long room, long feed, string mid, bool mute) =>
        new() { ["request"] = "moderate", ["room"] = room, ["id"] = feed, ["mid"] = mid, ["mute"] = mute };

    /// <summary>Subscribes to some m-lines of a publication. The plugin would renegotiate by itself when the publication ends; we end the subscription instead.</summary>
    public static JsonObject Subscribe(long room, long feed, IEnumerable<string> mids) => new()
    {
        ["request"] = "join",
        ["ptype"] = "subscriber",
        ["room"] = room,
        ["autoupdate"] = false,
        ["streams"] = new JsonArray([.. mids.Select(mid => new JsonObject { ["feed"] = feed, ["mid"] = mid })]),
    };

    /// <summary>Lets media flow, with an answer.</summary>
    public static JsonObject Start() => new() { ["request"] = "start" };

    /// <summary>Asks for an offer with an ICE restart.</summary>
    public static JsonObject Restart() => new() { ["request"] = "configure", ["restart"] = true };

    /// <summary>Switches m-lines of a subscription.</summary>
    public static JsonObject Select(IEnumerable<JsonObject> streams) => new() { ["request"] = "configure", ["streams"] = new JsonArray([.. streams]) };

    private static JsonObject Keyed(string? adminKey, JsonObject request)
    {
        if (adminKey is not null)
        {
            request["admin_key"] = adminKey;
        }

        return request;
    }
}
