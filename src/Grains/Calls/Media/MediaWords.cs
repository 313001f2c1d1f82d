using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using FChat.Media;

namespace FChat.Calls.Media;

/// <summary>Session descriptions and candidates in the JSON that browsers make of them (W3C WebRTC, <c>RTCSessionDescriptionInit</c> and <c>RTCIceCandidateInit</c>).</summary>
internal static class MediaWords
{
    private const int MostCandidates = 64;

    // SDP is full of characters that a cautious encoder would escape, and goes into no HTML.
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A description as a signal's payload.</summary>
    public static SignalPayload Description(string type, string sdp) => Payload(new JsonObject { ["type"] = type, ["sdp"] = sdp });

    /// <summary>A candidate, or that there are no more, as a signal's payload.</summary>
    public static SignalPayload Candidate(SfuCandidate candidate) => Payload(candidate.Candidate is null
        ? new JsonObject { ["completed"] = true }
        : new JsonObject { ["candidate"] = candidate.Candidate, ["sdpMid"] = candidate.SdpMid, ["sdpMLineIndex"] = candidate.SdpMLineIndex });

    /// <summary>The SDP of a description of that type; null when the payload is none.</summary>
    public static string? ReadDescription(SignalPayload payload, string type)
    {
        using var json = JsonDocument.Parse(payload.Utf8Json);
        return Text(json.RootElement, "type") == type ? Text(json.RootElement, "sdp") : null;
    }

    /// <summary>The candidates of a payload: one, several, or that there are no more; null when it holds anything else.</summary>
    public static IReadOnlyList<SfuCandidate>? ReadCandidates(SignalPayload payload)
    {
        using var json = JsonDocument.Parse(payload.Utf8Json);
        var root = json.RootElement;
        if (root.ValueKind != JsonValueKind.Array)
        {
            return ReadCandidate(root) is { } one ? [one] : null;
        }

        var several = root.EnumerateArray().Take(MostCandidates + 1).Select(ReadCandidate).ToList();
        return several.Count is > 0 and <= MostCandidates && several.TrueForAll(c => c is not null) ? [.. several.OfType<SfuCandidate>()] : null;
    }

    private static SfuCandidate? ReadCandidate(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        if (json.TryGetProperty("completed", out var completed) && completed.ValueKind == JsonValueKind.True)
        {
            return new SfuCandidate(null, null, null);
        }

        return Text(json, "candidate") is { } line ? new SfuCandidate(line, Text(json, "sdpMid"), Number(json, "sdpMLineIndex")) : null;
    }

    // A string may hold half a surrogate pair, which no text can hold: it is as good as none.
    private static string? Text(JsonElement json, string name)
    {
        if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty(name, out var value) || value.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static int? Number(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : null;

    private static SignalPayload Payload(JsonObject json) => new(JsonSerializer.SerializeToUtf8Bytes(json, Plain));
}
