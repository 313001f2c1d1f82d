using System.Collections.Immutable;
using FChat.Calls;

namespace FChat.Core.Calls;

/// <summary>Something that has happened in a call and that somebody is to be told, before it is numbered.</summary>
public abstract record CallFact;

/// <summary>Somebody came in (again).</summary>
public sealed record SomebodyJoined(UserId User) : CallFact;

/// <summary>Somebody is out. <paramref name="Seat"/>: the device that was in.</summary>
public sealed record SomebodyLeft(UserId User, LeaveReason Reason, Seat? Seat) : CallFact;

/// <summary>Somebody goes on from another device than <paramref name="From"/>.</summary>
public sealed record SeatTakenOver(UserId User, Seat From) : CallFact;

/// <summary>The same device has a new connection: the old one is out without a word.</summary>
public sealed record SeatMoved(UserId User, Seat From) : CallFact;

/// <summary>The device that is in the call has joined once more, as after its page was loaded again: what it had of media is gone. Told to nobody.</summary>
public sealed record DeviceBeganAgain(UserId User) : CallFact;

/// <summary>Somebody said no.</summary>
public sealed record SomebodyRejected(UserId User, RejectReason Reason) : CallFact;

/// <summary>Flags or status of a participant changed.</summary>
public sealed record SomebodyChanged(ParticipantChange Change) : CallFact;

/// <summary>Fields of the call changed.</summary>
public sealed record CallChanged(CallStatus? Status, DateTimeOffset? ConnectedAt) : CallFact
{
    /// <summary>How media flows from now on.</summary>
    public Topology? Topology { get; init; }

    /// <summary>The media server's part.</summary>
    public SfuView? Sfu { get; init; }

    /// <summary>Who talks now or talked last.</summary>
    public ImmutableArray<UserId>? ActiveSpeakers { get; init; }
}

/// <summary>People are to be rung.</summary>
public sealed record RingWanted(UserId User) : CallFact;

/// <summary>It rings no more for somebody; <paramref name="Except"/> knows already.</summary>
public sealed record RingOver(UserId User, RingStopReason Reason, ConnectionId? Except) : CallFact;

/// <summary>The call is over.</summary>
public sealed record CallOver(EndReason Reason, UserId? EndedBy) : CallFact;
