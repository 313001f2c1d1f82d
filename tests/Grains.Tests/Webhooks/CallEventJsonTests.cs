using System.Collections.Immutable;
using FChat.Calls;
using FChat.Core.Calls;

namespace FChat.Webhooks;

/// <summary>What receivers are sent, to the letter: programs that are not ours read it.</summary>
public sealed class CallEventJsonTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 26, 16, 4, 5, TimeSpan.FromHours(1));

    private static readonly CallState Call = new()
    {
        Id = new CallId("01JABCDEFGHJKMNPQRSTVWXYZ0"),
        Type = CallType.Audio,
        Status = CallStatus.Missed,
        EndReason = EndReason.NoAnswer,
        Caller = new UserId("alice"),
        Room = new RoomPeople(new RoomId("team"), 1, new UserId("alice"), ImmutableDictionary<UserId, string?>.Empty, []),
        CreatedAt = At,
        Participants = ImmutableDictionary<UserId, Participant>.Empty,
    };

    [Theory]
    [InlineData(CallEventType.CallStarted, "call.started", "")]
    [InlineData(CallEventType.CallAnswered, "call.answered", "")]
    [InlineData(CallEventType.CallMissed, "call.missed", ",\"call_status\":\"Missed\",\"end_reason\":\"no_answer\",\"total_duration\":0")]
    [InlineData(CallEventType.CallEnded, "call.ended", ",\"call_status\":\"Missed\",\"end_reason\":\"no_answer\",\"total_duration\":0")]
    public void An_event_of_the_call_says_which_and_at_its_end_how(CallEventType type, string word, string more) =>
        Assert.Equal(Body(word, more), CallEventJson.Of(Call, new CallEvent(5, type, At, 9)));

    [Theory]
    [InlineData(CallEventType.ParticipantJoined, null, "participant.joined", "")]
    [InlineData(CallEventType.ParticipantLeft, null, "participant.left", ",\"reason\":\"call_ended\"")]
    [InlineData(CallEventType.ParticipantLeft, LeaveReason.ConnectionLost, "participant.left", ",\"reason\":\"connection_lost\"")]
    public void An_event_of_a_participant_says_who_and_why_they_went(CallEventType type, LeaveReason? reason, string word, string more) =>
        Assert.Equal(Body(word, ",\"user\":\"bob\"" + more), CallEventJson.Of(Call, new CallEvent(5, type, At, 9, new UserId("bob"), reason)));

    private static string Body(string type, string more) =>
        $$$"""{"type":"{{{type}}}","timestamp":"2026-11-26T15:04:05Z","data":{"call_session_id":"01JABCDEFGHJKMNPQRSTVWXYZ0","sequence":5,"room_id":"team","call_type":"Audio","initiated_by":"alice"{{{more}}}}}""";
}
