using System.Collections.Immutable;
using FChat.Calls;
using FChat.Presence;
using FChat.Rooms;

namespace FChat;

/// <summary>Something the service tells a client. Wire names and fields: protocol, "Events".</summary>
[GenerateSerializer, Alias("fchat.ServiceEvent")]
public abstract record ServiceEvent;

/// <summary>Where an in-call event stands in its stream.</summary>
/// <param name="Seq">The broadcast's number, or for a copy to somebody who is not joined the current one; for a signal its <c>signal_seq</c>.</param>
[GenerateSerializer, Immutable, Alias("fchat.CallStamp")]
public sealed record CallStamp(CallId Call, long Epoch, long Seq);

/// <summary>An event with its place; the stamp is null for events outside calls.</summary>
[GenerateSerializer, Immutable, Alias("fchat.StampedEvent")]
public sealed record StampedEvent(ServiceEvent Event, CallStamp? Stamp);

/// <summary>A call rings.</summary>
[GenerateSerializer, Immutable, Alias("fchat.CallInitiated")]
public sealed record CallInitiated(CallView Call, UserId InitiatedBy, DateTimeOffset RingExpiresAt) : ServiceEvent;

/// <summary>People came in.</summary>
[GenerateSerializer, Immutable, Alias("fchat.CallParticipantJoined")]
public sealed record CallParticipantJoined(ImmutableArray<ParticipantView> Joined) : ServiceEvent;

/// <summary>People went.</summary>
[GenerateSerializer, Immutable, Alias("fchat.CallParticipantLeft")]
public sealed record CallParticipantLeft(ImmutableArray<Departure> Left) : ServiceEvent;

/// <summary>Who went and why.</summary>
[GenerateSerializer, Immutable, Alias("fchat.Departure")]
public sealed record Departure(UserId User, LeaveReason Reason);

/// <summary>An invitee said no.</summary>
[GenerateSerializer, Immutable, Alias("fchat.CallRejected")]
public sealed record CallRejected(UserId User, RejectReason Reason) : ServiceEvent;

/// <summary>The call is over.</summary>
[GenerateSerializer, Immutable, Alias("fchat.CallEnded")]
public sealed record CallEnded(EndReason EndReason, UserId? EndedBy, long TotalDuration, CallStatus CallStatus) : ServiceEvent;

/// <summary>A signal from another participant; its stamp's number is the <c>signal_seq</c>.</summary>
[GenerateSerializer, Immutable, Alias("fchat.WebRtcSignal")]
public sealed record WebRtcSignal(UserId FromUser, SignalType SignalType, SignalPayload SignalData) : ServiceEvent
{
    /// <summary>The connection with the media server that it is about; null between two participants.</summary>
    [Id(3)] public StreamRef? Stream { get; init; }
}

/// <summary>Fields of the view that changed; null: unchanged.</summary>
[GenerateSerializer, Immutable, Alias("fchat.CallUpdated")]
public sealed record CallUpdated(CallStatus? CallStatus, Topology? Topology, DateTimeOffset? ConnectedAt) : ServiceEvent
{
    /// <summary>The media server's part.</summary>
    [Id(3)] public SfuView? Sfu { get; init; }

    /// <summary>Who talks now or talked last, the last one first.</summary>
    [Id(4)] public ImmutableArray<UserId>? ActiveSpeakers { get; init; }
}

/// <summary>People's flags or status changed.</summary>
[GenerateSerializer, Immutable, Alias("fchat.CallParticipantUpdated")]
public sealed record CallParticipantUpdated(ImmutableArray<ParticipantChange> Updated) : ServiceEvent;

/// <summary>What changed of one participant; null: unchanged.</summary>
[GenerateSerializer, Immutable, Alias("fchat.ParticipantChange")]
public sealed record ParticipantChange(
    UserId User, bool? Muted, bool? CameraOn, bool? ScreenSharing, bool? HandRaised, ParticipantStatus? Status)
{
    /// <summary>Whether they may send media.</summary>
    [Id(6)] public MediaRole? MediaRole { get; init; }

    /// <summary>The number of what they publish to the media server; 0: nothing any more.</summary>
    [Id(7)] public long? Feed { get; init; }
}

/// <summary>A device that rings must stop.</summary>
[GenerateSerializer, Immutable, Alias("fchat.CallRingStopped")]
public sealed record CallRingStopped(RingStopReason Reason) : ServiceEvent;

/// <summary>People who share a room with the receiver came, went or changed.</summary>
[GenerateSerializer, Immutable, Alias("fchat.PresenceChanged")]
public sealed record PresenceChanged(ImmutableArray<PresenceView> Changes) : ServiceEvent;

/// <summary>A message in one of the receiver's rooms.</summary>
[GenerateSerializer, Immutable, Alias("fchat.MessageCreated")]
public sealed record MessageCreated(MessageView Message) : ServiceEvent;

/// <summary>One of the receiver's rooms changed, or the receiver is no longer in it. <c>read_seq</c> is left out: it differs from member to member.</summary>
[GenerateSerializer, Immutable, Alias("fchat.RoomUpdated")]
public sealed record RoomUpdated(RoomView Room) : ServiceEvent;

/// <summary>The gateway goes away: connect again within the time.</summary>
[GenerateSerializer, Immutable, Alias("fchat.ServerDraining")]
public sealed record ServerDraining(int ReconnectWithinMs) : ServiceEvent;
