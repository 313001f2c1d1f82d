using System.Text.Json;

namespace FChat.Media.Janus;

/// <summary>Reads what Janus writes.</summary>
internal static class JanusReader
{
    /// <summary>Reads one message. What is unknown in it is left out: newer versions say more.</summary>
    /// <exception cref="JsonException">It is not JSON, or no object.</exception>
    public static JanusMessage Read(ReadOnlyMemory<byte> utf8)
    {
        using var document = JsonDocument.Parse(utf8);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new JsonException("A message of Janus is an object.");
        }

        var data = DataOf(root);
        var (code, text) = ErrorOf(root, data);
        return new JanusMessage(KindOf(Text(root, "janus")), Text(root, "transaction"), Whole(root, "sender"), code, text)
        {
            Data = data.ValueKind == JsonValueKind.Undefined ? data : data.Clone(),
            Sdp = root.TryGetProperty("jsep", out var jsep) && jsep.ValueKind == JsonValueKind.Object ? Text(jsep, "sdp") : null,
            Candidate = root.TryGetProperty("candidate", out var candidate) ? CandidateOf(candidate) : null,
        };
    }

    private static JanusKind KindOf(string? word) => word switch
    {
        "success" => JanusKind.Success,
        "ack" => JanusKind.Ack,
        "event" => JanusKind.Event,
        "error" => JanusKind.Error,
        "webrtcup" => JanusKind.WebRtcUp,
        "hangup" => JanusKind.HangUp,
        "trickle" => JanusKind.Trickle,
        "detached" => JanusKind.Detached,
        "timeout" => JanusKind.TimedOut,
        _ => JanusKind.Other,
    };

    // A plugin's answer stands in plugindata.data, what Janus itself made in data.
    private static JsonElement DataOf(JsonElement root)
    {
        if (root.TryGetProperty("plugindata", out var plugin) && plugin.ValueKind == JsonValueKind.Object && plugin.TryGetProperty("data", out var data))
        {
            return data;
        }

        return root.TryGetProperty("data", out data) ? data : default;
    }

    private static (int Code, string Text) ErrorOf(JsonElement root, JsonElement data)
    {
        if (root.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.Object)
        {
            return ((int)Whole(error, "code"), Text(error, "reason") ?? "");
        }

        return data.ValueKind == JsonValueKind.Object && Whole(data, "error_code") is > 0 and var code
            ? ((int)code, Text(data, "error") ?? "")
            : (0, Text(root, "reason") ?? "");
    }

    private static SfuCandidate CandidateOf(JsonElement candidate) => new(
        Text(candidate, "candidate"), Text(candidate, "sdpMid"),
        candidate.TryGetProperty("sdpMLineIndex", out var line) && line.TryGetInt32(out var index) ? index : null);

    private static string? Text(JsonElement from, string name) =>
        from.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static long Whole(JsonElement from, string name) =>
        from.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var whole) ? whole : 0;
}
