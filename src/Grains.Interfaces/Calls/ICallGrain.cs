using System.Collections.Immutable;
using FChat.Gateways;
using Orleans.Concurrency;

namespace FChat.Calls;

/// <summary>
/// Owns one call session, <c>c:&lt;ulid&gt;</c>. Every change is on disk before it is answered or told to anybody; media flags and signals apart.
/// The methods that change the call interleave at their awaits only, where they wait for a write that several of them share (group commit): the deciding before it is synchronous.
/// </summary>
[Alias("fchat.ICallGrain")]
public interface ICallGrain : IGrainWithStringKey
{
    /// <summary>Makes the call and starts to ring. Repeating it answers the same call.</summary>
    [AlwaysInterleave, Alias("create")]
    Task<Outcome<CallView>> Create(CreateCall request);

    /// <summary>
    /// The room points to this call and does not find it. Who was to make it may be a silo that only hangs, and may go on with it long after the room has turned to another call:
    /// so from now on it cannot be made, wherever that is tried.
    /// </summary>
    /// <returns>The call, if it was made all the same; else <see cref="ErrorCode.CallNotFound"/>, for ever; or <see cref="ErrorCode.Unavailable"/>: nobody knows.</returns>
    [Alias("withdraw")]
    Task<Outcome<CallView>> Withdraw(RoomRoster room);

    /// <summary>Brings a participant in. Repeating it from the same seat emits nothing.</summary>
    [AlwaysInterleave, Alias("join")]
    Task<Outcome<JoinAnswer>> Join(JoinCall command);

    /// <summary>Every other act on the call.</summary>
    [AlwaysInterleave, Alias("execute")]
    Task<Outcome<Done>> Execute(CallCommand command);

    /// <summary>Relays a signal to a joined participant. Awaited one after another, signals of one sender arrive in the order sent.</summary>
    [AlwaysInterleave, Alias("signal")]
    Task<Outcome<Done>> Signal(SendSignal signal);

    /// <summary>Brings a participant's signal to the media server. What the media server says to it comes as <see cref="WebRtcSignal"/> from <see cref="UserId.Sfu"/>.</summary>
    [AlwaysInterleave, Alias("signal_media")]
    Task<Outcome<Done>> SignalMedia(SendMediaSignal signal);

    /// <summary>Says what a participant's device wants of the media server. Refused, nothing is changed.</summary>
    [AlwaysInterleave, Alias("subscribe")]
    Task<Outcome<Done>> Subscribe(UpdateSubscriptions request);

    /// <summary>Binds the device's connection and gives what it missed, or a snapshot.</summary>
    [AlwaysInterleave, Alias("resume")]
    Task<Outcome<ResumeAnswer>> Resume(ResumeCall request);

    /// <summary>The call as <paramref name="viewer"/> may see it; null viewer: the service itself or an operator.</summary>
    [AlwaysInterleave, Alias("view")]
    Task<Outcome<CallView>> View(UserId? viewer);

    /// <summary>One page of the participants, joined ones first. <paramref name="page"/> from 1, <paramref name="pageSize"/> 1 to <see cref="Limits.ParticipantsPageSize"/>.</summary>
    [AlwaysInterleave, Alias("participants")]
    Task<Outcome<ParticipantPage>> Participants(UserId viewer, int page, int pageSize);

    /// <summary>A device of <paramref name="user"/> has connected. If the call rings for them, that device gets <see cref="CallInitiated"/>; else nothing happens.</summary>
    [AlwaysInterleave, Alias("device_connected")]
    Task DeviceConnected(UserId user, GatewayId gateway, ConnectionId connection);

    /// <summary>A gateway says which connections it holds for this call; what it says of them, it knows to be alive. Called every 10 to 15 s.</summary>
    [AlwaysInterleave, Alias("renew")]
    Task<InterestAnswer> Renew(GatewayId gateway, CallInterest interest);

    /// <summary>A gateway's lease is over: its connections are lost.</summary>
    [AlwaysInterleave, Alias("gateway_lost")]
    Task GatewayLost(GatewayId gateway);

    /// <summary>The room's members have changed. An older roster than the known one is ignored.</summary>
    /// <exception cref="InvalidOperationException">It could not be saved: the room brings it again.</exception>
    [AlwaysInterleave, Alias("roster")]
    Task RoomChanged(RoomRoster roster);

    /// <summary>Wakes the call so that it looks at its deadlines.</summary>
    [AlwaysInterleave, Alias("poke")]
    Task Poke();

    /// <summary>Waits until the call's rows in SQL are as new as the call.</summary>
    /// <exception cref="TimeoutException">The database does not take them now.</exception>
    [AlwaysInterleave, Alias("flush")]
    Task FlushLedger();
}

/// <summary>The room's order to make a call. The room has checked that the caller and all invitees are members.</summary>
/// <param name="Invited">Whom to ring; never the caller.</param>
[GenerateSerializer, Immutable, Alias("fchat.CreateCall")]
public sealed record CreateCall(UserId Caller, CallType CallType, ImmutableArray<UserId> Invited, RoomRoster Room)
{
    /// <summary>The device that calls, if it has a hub connection: the caller's other devices are told of the call.</summary>
    [Id(4)] public ConnectionId? From { get; init; }
}

/// <summary>A room's members, as a call needs them to say who may join and who is host.</summary>
/// <param name="Version">Grows with every change.</param>
/// <param name="FormerMembers">People who were members and may know that the room exists.</param>
[GenerateSerializer, Immutable, Alias("fchat.RoomRoster")]
public sealed record RoomRoster(RoomId Room, long Version, UserId Owner, ImmutableArray<RosterMember> Members, ImmutableArray<UserId> FormerMembers);

/// <summary>A member with the display name, if known.</summary>
[GenerateSerializer, Immutable, Alias("fchat.RosterMember")]
public sealed record RosterMember(UserId User, string? FullName);

/// <summary>What a gateway holds for a call: its joined connections, and the last broadcast it has seen.</summary>
[GenerateSerializer, Immutable, Alias("fchat.CallInterest")]
public sealed record CallInterest(ImmutableArray<ConnectionId> Connections, long Epoch, long Seq);

/// <summary>What the call says to a gateway's interest.</summary>
/// <param name="Unseated">Connections that are not in the call (any more): the gateway drops them from it.</param>
/// <param name="Epoch">The call's epoch; if it differs from the gateway's, or <paramref name="Seq"/> stays ahead, the connections must resume.</param>
/// <param name="Seq">The number of the call's last broadcast.</param>
/// <param name="IsOver">The call has ended or does not exist: nothing more comes from it.</param>
[GenerateSerializer, Immutable, Alias("fchat.InterestAnswer")]
public sealed record InterestAnswer(ImmutableArray<ConnectionId> Unseated, long Epoch, long Seq, bool IsOver);
