using System.Text.Json;

namespace FChat.Cluster.Tests.Clients;

/// <summary>Reads events as a device receives them.</summary>
internal static class ToldReader
{
    private static readonly HashSet<string> Broadcasts =
    [
        "call_participant_joined", "call_participant_left", "call_rejected", "call_updated", "call_participant_updated", Told.CallEnded,
    ];

    /// <summary>The call that an event is of; null if it is of none.</summary>
    public static string? CallOf(JsonElement content) => content.TryGetProperty("call_session_id", out var call) ? call.GetString() : null;

    /// <summary>The event, numbered as its name says.</summary>
    public static Told Read(string name, JsonElement content)
    {
        var isSignal = name == "webrtc_signal";
        var numbering = isSignal ? Numbering.Signal : Broadcasts.Contains(name) ? Numbering.Broadcast : Numbering.Copy;
        return new Told(
            name,
            numbering,
            content.GetProperty("epoch").GetInt64(),
            content.GetProperty(isSignal ? "signal_seq" : "seq").GetInt64(),
            isSignal ? content.GetProperty("from_user").GetString() : null,
            isSignal ? content.GetProperty("signal_data").GetProperty("tag").GetString() : null,
            numbering == Numbering.Broadcast ? string.GetHashCode(content.GetRawText(), StringComparison.Ordinal) : 0);
    }

    /// <summary>What a replay holds, in its order.</summary>
    public static IReadOnlyList<Told> ReadReplay(JsonElement replay) =>
        [.. replay.EnumerateArray().Select(entry => Read(entry.GetProperty("event").GetString()!, entry.GetProperty("data")))];

    /// <summary>Whether a departure names the user.</summary>
    public static bool IsDepartureOf(string user, string name, JsonElement content) =>
        name == "call_participant_left" && content.GetProperty("left").EnumerateArray().Any(one => one.GetProperty("user").GetString() == user);

    /// <summary>Where streams are.</summary>
    public static Position ReadPosition(JsonElement state) =>
        new(state.GetProperty("epoch").GetInt64(), state.GetProperty("seq").GetInt64(), state.GetProperty("signal_seq").GetInt64());

    /// <summary>Who is what in a view of a call.</summary>
    public static Sighting ReadView(TimeSpan asked, JsonElement view) => new(
        asked,
        Clock.Now,
        view.GetProperty("call_session_id").GetString()!,
        view.TryGetProperty("ended_at", out var ended) && ended.ValueKind == JsonValueKind.String,
        view.GetProperty("participants").EnumerateArray().ToDictionary(one => one.GetProperty("user").GetString()!, one => one.GetProperty("status").GetString()!),
        view.GetProperty("participants").GetArrayLength() == view.GetProperty("participants_total").GetInt32());
}
