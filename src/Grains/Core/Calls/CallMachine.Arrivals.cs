using System.Collections.Immutable;
using FChat.Calls;

namespace FChat.Core.Calls;

/// <content>How a call begins and how people come in.</content>
public static partial class CallMachine
{
    /// <summary>A call that begins now: the caller invited as host, the invitees to be rung.</summary>
    public static Decision Create(CallId id, CreateCall request, DateTimeOffset now, CallRules rules)
    {
        var room = RoomPeople.Of(request.Room);
        var people = request.Invited.Where(u => u != request.Caller).Distinct().ToImmutableArray();
        var participants = people.Select(u => Invite(room, u, RoleOf(room, request.Caller, u)))
            .Append(Invite(room, request.Caller, ParticipantRole.Host));
        var call = new CallState
        {
            Id = id,
            Topology = rules.Topology.HasSfu && rules.Topology.LimitFor(request.CallType == CallType.Video) == 0 ? Topology.Sfu : Topology.Mesh,
            Type = request.CallType,
            Status = CallStatus.Initiated,
            Caller = request.Caller,
            Room = room,
            CreatedAt = now,
            RingExpiresAt = now + rules.RingTime,
            Participants = participants.ToImmutableDictionary(p => p.User),
        };
        return new Decision(rules.RecordsEvents ? call.Begun() : call, [.. people.Append(request.Caller).Select(u => new RingWanted(u))], null, IsDurable: true);
    }

    /// <summary>What stands for a call that is never made.</summary>
    public static CallState Withdrawn(CallId id, RoomRoster room, DateTimeOffset now) => new()
    {
        Id = id,
        Status = CallStatus.Failed,
        Type = CallType.Audio,
        Caller = room.Owner,
        Room = RoomPeople.Of(room),
        CreatedAt = now,
        EndedAt = now,
        WithdrawnAt = now,
        Participants = ImmutableDictionary<UserId, Participant>.Empty,
    };

    private static Participant Invite(RoomPeople room, UserId user, ParticipantRole role) => new()
    {
        User = user,
        FullName = room.Members.GetValueOrDefault(user),
        Role = role,
        Status = ParticipantStatus.Invited,
        Revision = 1,
    };

    private static ParticipantRole RoleOf(RoomPeople room, UserId caller, UserId user) =>
        user == caller || user == room.Owner ? ParticipantRole.Host : ParticipantRole.Participant;

    private static Refusal? Join(Draft draft, JoinCall join)
    {
        var known = draft.Call.Participants.GetValueOrDefault(join.Actor);
        if (known is { IsSeated: true, Seat: { } seat })
        {
            JoinAgain(draft, known, seat, join.Seat);
            return null;
        }

        if (draft.Call.Seated.Count() >= draft.Rules.MaxParticipants)
        {
            return Refusal.Full(draft.Rules.MaxParticipants);
        }

        Enter(draft, known ?? Invite(draft.Call.Room, join.Actor, RoleOf(draft.Call.Room, draft.Call.Caller, join.Actor)), join);
        return null;
    }

    private static void Enter(Draft draft, Participant who, JoinCall join)
    {
        draft.Change(who with
        {
            FullName = join.FullName ?? who.FullName,
            Status = ParticipantStatus.Joined,
            JoinedAt = who.JoinedAt ?? draft.Now,
            LeftAt = null,
            Seat = join.Seat,
            AliveUntil = AliveFrom(draft, join.Seat),
            Muted = false,
            CameraOn = false,
            ScreenSharing = false,
            HandRaised = false,
            MediaRole = MediaRole.Publisher,
            Feed = null,
        });
        SettleTopology(draft, newcomer: who.User);
        TakeRole(draft, who);
        draft.Tell(new SomebodyJoined(who.User));
        if (who.IsPending)
        {
            draft.Tell(new RingOver(who.User, RingStopReason.AnsweredElsewhere, join.Seat.Connection));
        }

        Settle(draft);
    }

    private static void TakeRole(Draft draft, Participant before)
    {
        var who = draft.Call.Participants[before.User];
        if (RoleOnEntry(draft, before) == MediaRole.Listener)
        {
            draft.Change(Silenced(who) with { MediaRole = MediaRole.Listener });
        }
    }

    /// <summary>A join by somebody who is in already: the same connection (nothing), the same device after a reload, or another device.</summary>
    private static void JoinAgain(Draft draft, Participant who, Seat from, Seat to)
    {
        if (from == to && who.Status == ParticipantStatus.Joined)
        {
            return;
        }

        if (IsSameDevice(who, from, to))
        {
            TakeSeatBack(draft, who, from, to);
            draft.Tell(new DeviceBeganAgain(who.User));
            return;
        }

        draft.Change(who with { Seat = to, AliveUntil = AliveFrom(draft, to), Status = ParticipantStatus.Joined, Feed = null });
        draft.Tell(new SeatTakenOver(who.User, from));
    }

    private static bool IsSameDevice(Participant who, Seat from, Seat to)
    {
        if (to.Device is { } device && from.Device is not null)
        {
            return device == from.Device;
        }

        return from.Connection == to.Connection || who.Status == ParticipantStatus.Reconnecting;
    }

    /// <summary>Binds a device that has been in the call before, after its connection was lost or replaced.</summary>
    private static Refusal? Return(Draft draft, TakeSeat back)
    {
        var who = draft.Call.Participants[back.User];
        var from = who.Seat!;
        if (back.IsPoll && !from.IsHttp && who.Status == ParticipantStatus.Joined)
        {
            return null; // A poll beside a live hub connection binds nothing.
        }

        if (back.Seat.Device is { } device && from.Device is { } seated && device != seated)
        {
            return Refusal.TakenOver;
        }

        TakeSeatBack(draft, who, from, back.Seat with { Device = back.Seat.Device ?? from.Device });
        return null;
    }

    private static void TakeSeatBack(Draft draft, Participant who, Seat from, Seat to)
    {
        draft.ChangeSoft(who with { Seat = to, AliveUntil = AliveFrom(draft, to), Status = ParticipantStatus.Joined });
        if (from.Connection != to.Connection || from.Gateway != to.Gateway)
        {
            draft.Tell(new SeatMoved(who.User, from));
        }

        if (who.Status == ParticipantStatus.Reconnecting)
        {
            draft.Tell(StatusFact(who.User, ParticipantStatus.Joined));
        }
    }

    private static DateTimeOffset AliveFrom(Draft draft, Seat seat) =>
        draft.Now + (seat.IsHttp ? draft.Rules.HttpTimeout : draft.Rules.SeatTimeout);

    private static void DeviceRings(Draft draft, UserId user)
    {
        if (!draft.Call.Participants.TryGetValue(user, out var who) || who.Status != ParticipantStatus.Invited || user == draft.Call.Caller)
        {
            return;
        }

        draft.Change(who with { Status = ParticipantStatus.Ringing });
        draft.Tell(StatusFact(user, ParticipantStatus.Ringing));
        if (draft.Call.Status == CallStatus.Initiated)
        {
            draft.Change(draft.Call with { Status = CallStatus.Ringing });
            draft.Tell(new CallChanged(CallStatus.Ringing, null));
        }
    }

    private static SomebodyChanged StatusFact(UserId user, ParticipantStatus status) =>
        new SomebodyChanged(new ParticipantChange(user, null, null, null, null, status));
}
