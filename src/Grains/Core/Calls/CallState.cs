using System.Collections.Immutable;
using System.Text.Json.Serialization;
using FChat.Calls;

namespace FChat.Core.Calls;

/// <summary>Everything that is known of a call session; immutable, and stored as it stands.</summary>
public sealed record CallState
{
    /// <summary>The call.</summary>
    public required CallId Id { get; init; }

    /// <summary>What it carries.</summary>
    public required CallType Type { get; init; }

    /// <summary>Where it is.</summary>
    public required CallStatus Status { get; init; }

    /// <summary>Who called.</summary>
    public required UserId Caller { get; init; }

    /// <summary>The room's members, as of the last roster.</summary>
    public required RoomPeople Room { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the second participant joined.</summary>
    public DateTimeOffset? ConnectedAt { get; init; }

    /// <summary>When it was over.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>When it stops to ring; null once nobody is waited for.</summary>
    public DateTimeOffset? RingExpiresAt { get; init; }

    /// <summary>When the one who is alone in it is sent home.</summary>
    public DateTimeOffset? AloneUntil { get; init; }

    /// <summary>Why it is over.</summary>
    public EndReason? EndReason { get; init; }

    /// <summary>Who ended it, where somebody did.</summary>
    public UserId? EndedBy { get; init; }

    /// <summary>When it was decided that it is never made; null: it was made. A withdrawn call is nobody's, and only keeps its row from being written by whoever was late to make it.</summary>
    public DateTimeOffset? WithdrawnAt { get; init; }

    /// <summary>How media flows.</summary>
    public Topology Topology { get; init; }

    /// <summary>When the two who are left do without the media server again; null: nobody waits for that.</summary>
    public DateTimeOffset? MeshAt { get; init; }

    /// <summary>The media server's part. What it has is gone with this process: never stored.</summary>
    [JsonIgnore]
    public SfuView? Sfu { get; init; }

    /// <summary>Who talks now or talked last, the last one first; never stored.</summary>
    [JsonIgnore]
    public ImmutableArray<UserId>? ActiveSpeakers { get; init; }

    /// <summary>Everybody ever invited or joined.</summary>
    public required ImmutableDictionary<UserId, Participant> Participants { get; init; }

    /// <summary>Commands that were done, oldest first, for as long as <see cref="Limits.CommandMemory"/>.</summary>
    public ImmutableList<Receipt> Receipts { get => field ?? []; init; } = [];

    /// <summary>The <c>traceparent</c> of the span that made it, if that was traced: whatever the call does later appears below it.</summary>
    public string? Trace { get; init; }

    /// <summary>Events for programs outside that are not in SQL yet; null: none.</summary>
    public ImmutableList<CallEvent>? Events { get; init; }

    /// <summary>Number of the last such event; null: there was none.</summary>
    public long? EventSeq { get; init; }

    /// <summary>Grows each time the call is loaded: streams are numbered anew.</summary>
    public long Epoch { get; init; } = 1;

    /// <summary>Grows with every change that is stored.</summary>
    public long Revision { get; init; } = 1;

    /// <summary>Changes up to this revision are in SQL.</summary>
    public long ProjectedRevision { get; init; }

    /// <summary>Whether it is over.</summary>
    public bool IsOver => EndedAt is not null;

    /// <summary>Those who are in it, the ones whose connection is gone for the moment too.</summary>
    [JsonIgnore]
    public IEnumerable<Participant> Seated => Participants.Values.Where(p => p.IsSeated);

    /// <summary>Those who are waited for: invited or ringing, the caller apart.</summary>
    [JsonIgnore]
    public IEnumerable<Participant> Pending => Participants.Values.Where(p => p.IsPending && p.User != Caller);

    /// <summary>Whole seconds from connected to the end; 0 before.</summary>
    public long TotalDuration => ConnectedAt is { } from && EndedAt is { } to ? (long)(to - from).TotalSeconds : 0;
}

/// <summary>One person in a call.</summary>
public sealed record Participant
{
    /// <summary>Who.</summary>
    public required UserId User { get; init; }

    /// <summary>Display name, if known.</summary>
    public string? FullName { get; init; }

    /// <summary>Host or not.</summary>
    public required ParticipantRole Role { get; init; }

    /// <summary>Where they are.</summary>
    public required ParticipantStatus Status { get; init; }

    /// <summary>Own microphone off.</summary>
    public bool Muted { get; init; }

    /// <summary>Camera on.</summary>
    public bool CameraOn { get; init; }

    /// <summary>Shares a screen.</summary>
    public bool ScreenSharing { get; init; }

    /// <summary>Wants to speak.</summary>
    public bool HandRaised { get; init; }

    /// <summary>Whether they may send media.</summary>
    public MediaRole MediaRole { get; init; }

    /// <summary>The number of what they publish to the media server; null: nothing. Never stored.</summary>
    [JsonIgnore]
    public long? Feed { get; init; }

    /// <summary>When they first joined.</summary>
    public DateTimeOffset? JoinedAt { get; init; }

    /// <summary>When they last went; null while they are in.</summary>
    public DateTimeOffset? LeftAt { get; init; }

    /// <summary>The one device they are in by; null unless seated.</summary>
    public Seat? Seat { get; init; }

    /// <summary>When, without another sign of life, the connection counts as gone (joined), or the participant as lost (reconnecting, or without hub connection).</summary>
    public DateTimeOffset? AliveUntil { get; init; }

    /// <summary>The call's revision in which this person's row last changed.</summary>
    public long Revision { get; init; }

    /// <summary>Whether they are in the call, connection or not.</summary>
    public bool IsSeated => Status is ParticipantStatus.Joined or ParticipantStatus.Reconnecting;

    /// <summary>Whether they have not answered yet.</summary>
    public bool IsPending => Status is ParticipantStatus.Invited or ParticipantStatus.Ringing;
}

/// <summary>A command that was done.</summary>
public sealed record Receipt(UserId User, CommandId Command, DateTimeOffset At);

/// <summary>Who belongs to the room: decides who may join and who is host.</summary>
/// <param name="Version">The roster's version.</param>
/// <param name="Members">Members with their display names, where known.</param>
/// <param name="Former">Who was a member and may know that the room exists.</param>
public sealed record RoomPeople(
    RoomId Id, long Version, UserId Owner, ImmutableDictionary<UserId, string?> Members, ImmutableHashSet<UserId> Former)
{
    /// <summary>The people of a roster.</summary>
    public static RoomPeople Of(RoomRoster roster) => new(
        roster.Room,
        roster.Version,
        roster.Owner,
        roster.Members.ToImmutableDictionary(m => m.User, m => m.FullName),
        [.. roster.FormerMembers]);
}
