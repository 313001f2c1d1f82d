using System.Text.Json;

namespace FChat.Media.Janus;

/// <summary>What a message from Janus is.</summary>
internal enum JanusKind
{
    Success,
    Ack,
    Event,
    Error,
    WebRtcUp,
    HangUp,
    Trickle,
    Detached,
    TimedOut,
    Other,
}

/// <summary>A message from Janus. The plugin's errors and those of Janus itself stand at the same place.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Transaction">The request that it answers; null when nobody asked.</param>
/// <param name="Handle">The handle that it is about; 0: none.</param>
/// <param name="ErrorCode">0: none.</param>
/// <param name="Text">An error's words, or the reason of a hang-up; empty without one.</param>
internal sealed record JanusMessage(JanusKind Kind, string? Transaction, long Handle, int ErrorCode, string Text)
{
    /// <summary>What the plugin says, or what was made; undefined without either.</summary>
    public JsonElement Data { get; init; }

    /// <summary>The description that comes with it.</summary>
    public string? Sdp { get; init; }

    /// <summary>Of <see cref="JanusKind.Trickle"/>.</summary>
    public SfuCandidate? Candidate { get; init; }

    /// <summary>Why the request was refused; null if it was not.</summary>
    public SfuRefusal? Refusal => ErrorCode == 0 ? null : new SfuRefusal(JanusErrors.FaultOf(ErrorCode), $"{Text} ({ErrorCode})");

    /// <summary>An answer that did not come.</summary>
    public static JanusMessage None(int error, string why) => new(JanusKind.Error, null, 0, error, why);

    /// <summary>A text of the plugin's data; empty when it has none of that name.</summary>
    public string Said(string name) =>
        Data.ValueKind == JsonValueKind.Object && Data.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    /// <summary>A number of the plugin's data; 0 when it has none of that name.</summary>
    public double Number(string name) =>
        Data.ValueKind == JsonValueKind.Object && Data.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : 0;

    /// <summary>A list of the plugin's data; empty when it has none of that name.</summary>
    public IEnumerable<JsonElement> Many(string name) =>
        Data.ValueKind == JsonValueKind.Object && Data.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [];
}
