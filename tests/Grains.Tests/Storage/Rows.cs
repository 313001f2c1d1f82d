using FChat.Calls;
using FChat.Ledger;
using FChat.Presence;
using FChat.Rooms;

namespace FChat.Storage;

/// <summary>Rows to write, each with one thing said about it.</summary>
internal static class Rows
{
    public static readonly DateTimeOffset Start = new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero);

    public static readonly RoomId Room = new("room");

    public static CallId CallNumber(int number) => new($"01JD000000000000000000{number:D4}");

    public static DateTimeOffset At(double seconds) => Start.AddSeconds(seconds);

    /// <summary>A ringing call, created <paramref name="number"/> seconds after the start.</summary>
    public static CallRow Call(int number, RoomId? room = null, long version = 1) => new(
        CallNumber(number), room ?? Room, CallType.Audio, CallStatus.Ringing, new UserId("alice"), At(number),
        null, null, At(number + 45), null, null, 0, At(number + 45), version);

    public static CallRow Ended(this CallRow call, CallStatus status, EndReason reason, long duration) => call with
    {
        Status = status, EndReason = reason, TotalDuration = duration, EndedAt = call.Creation.AddSeconds(60), NextDeadline = null, Version = call.Version + 1,
    };

    public static ParticipantRow Participant(int call, string user, ParticipantStatus status, long version = 1) =>
        new(CallNumber(call), new UserId(user), null, ParticipantRole.Participant, status, null, null, version);

    public static RoomRow RoomOf(string room, double creation, double? lastMessage = null) =>
        new(new RoomId(room), room, RoomType.Group, new UserId("alice"), At(creation), 0, lastMessage is { } at ? At(at) : null, 1);

    public static RoomMemberRow Member(string room, string user, double? left = null, long version = 1) =>
        new(new RoomId(room), new UserId(user), null, MemberRole.Member, 0, Start, left is { } at ? At(at) : null, version);

    public static MessageView Message(long seq, string content, RoomId? room = null) =>
        new($"{room ?? Room}-{seq}", room ?? Room, seq, new UserId("alice"), content, At(seq), null);

    public static UserActivityRow Activity(string user, UserStatus status, long version) =>
        new(new UserId(user), null, status, true, Start, version);

    public static LedgerRows Of(params CallRow[] calls) => new() { Calls = [.. calls] };

    public static LedgerRows Of(params ParticipantRow[] participants) => new() { Participants = [.. participants] };

    public static LedgerRows Of(params MessageView[] messages) => new() { Messages = [.. messages] };

    public static LedgerRows Of(params RoomMemberRow[] members) => new() { Members = [.. members] };

    public static LedgerRows Of(params RoomRow[] rooms) => new() { Rooms = [.. rooms] };
}
