using System.Text.Json;
using System.Text.Json.Serialization;
using FChat.Calls;
using FChat.Core.Calls;

namespace FChat.Webhooks;

/// <summary>What receivers are sent: <c>{"type","timestamp","data"}</c>, as Standard Webhooks advises. A test guards it.</summary>
internal static class CallEventJson
{
    /// <summary>The text of one event.</summary>
    public static string Of(CallState call, CallEvent happened) => JsonSerializer.Serialize(
        new Body(TypeOf(happened.Type), happened.At.UtcDateTime, Data(call, happened)), CallEventContext.Default.Body);

    private static string TypeOf(CallEventType type) => type switch
    {
        CallEventType.CallStarted => "call.started",
        CallEventType.CallAnswered => "call.answered",
        CallEventType.CallMissed => "call.missed",
        CallEventType.CallEnded => "call.ended",
        CallEventType.ParticipantJoined => "participant.joined",
        CallEventType.ParticipantLeft => "participant.left",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, null),
    };

    private static Data Data(CallState call, CallEvent happened)
    {
        var isEnd = happened.Type is CallEventType.CallEnded or CallEventType.CallMissed;
        return new Data(
            call.Id.Value,
            happened.Seq,
            call.Room.Id.Value,
            call.Type.ToString(),
            call.Caller.Value,
            happened.User?.Value,
            happened.Type == CallEventType.ParticipantLeft ? Snake(happened.Reason?.ToString() ?? "CallEnded") : null,
            isEnd ? call.Status.ToString() : null,
            isEnd && call.EndReason is { } reason ? Snake(reason.ToString()) : null,
            isEnd ? call.TotalDuration : null);
    }

    private static string Snake(string word) => JsonNamingPolicy.SnakeCaseLower.ConvertName(word);
}

/// <summary>The body.</summary>
internal sealed record Body(string Type, DateTime Timestamp, Data Data);

/// <summary>What happened, of which call. Field meanings: operations, "Webhooks".</summary>
internal sealed record Data(
    string CallSessionId,
    long Sequence,
    string RoomId,
    string CallType,
    string InitiatedBy,
    string? User,
    string? Reason,
    string? CallStatus,
    string? EndReason,
    long? TotalDuration);

/// <summary>How it is spelled.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Body))]
internal sealed partial class CallEventContext : JsonSerializerContext;
