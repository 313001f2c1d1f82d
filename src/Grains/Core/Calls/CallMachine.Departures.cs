using FChat.Calls;

namespace FChat.Core.Calls;

/// <content>How people go, by their will, a host's, or because nobody hears of them.</content>
public static partial class CallMachine
{
    private static void Leave(Draft draft, UserId user)
    {
        var who = draft.Call.Participants[user];
        if (who.IsSeated)
        {
            Depart(draft, who, LeaveReason.Left);
        }
        else if (user == draft.Call.Caller && who.IsPending)
        {
            draft.Change(who with { Status = ParticipantStatus.Left, LeftAt = draft.Now });
            SettleCallersDeparture(draft, LeaveReason.Left);
        }
    }

    private static void Reject(Draft draft, RejectCall reject)
    {
        var who = draft.Call.Participants[reject.Actor];
        if (!who.IsPending || who.User == draft.Call.Caller)
        {
            return;
        }

        draft.Change(who with { Status = ParticipantStatus.Rejected });
        draft.Tell(new SomebodyRejected(who.User, reject.Reason));
        draft.Tell(new RingOver(who.User, RingStopReason.RejectedElsewhere, reject.From));
        Settle(draft);
    }

    private static void Depart(Draft draft, Participant who, LeaveReason reason)
    {
        draft.Change(who with
        {
            Status = reason == LeaveReason.Removed ? ParticipantStatus.Removed : ParticipantStatus.Left,
            LeftAt = draft.Now,
            Seat = null,
            AliveUntil = null,
            ScreenSharing = false,
            HandRaised = false,
            Feed = null,
        });
        draft.Tell(new SomebodyLeft(who.User, reason, who.Seat));
        SettleTopology(draft);
        if (who.User == draft.Call.Caller)
        {
            SettleCallersDeparture(draft, reason);
        }
        else
        {
            SettleDeparture(draft, reason);
        }
    }

    private static void LoseSeat(Draft draft, Func<Participant, bool> isLost)
    {
        foreach (var who in draft.Call.Seated.Where(p => p.Status == ParticipantStatus.Joined && isLost(p)).ToList())
        {
            LoseSeat(draft, who);
        }
    }

    private static void LoseSeat(Draft draft, Participant who)
    {
        draft.ChangeSoft(who with { Status = ParticipantStatus.Reconnecting, AliveUntil = draft.Now + draft.Rules.ReconnectGrace });
        draft.Tell(StatusFact(who.User, ParticipantStatus.Reconnecting));
    }

    private static void SeeSeats(Draft draft, SeatsSeen seen)
    {
        foreach (var who in draft.Call.Seated.ToList())
        {
            var isSeen = who.Seat is { Connection: { } connection } seat && seat.Gateway == seen.Gateway && seen.Connections.Contains(connection);
            if (!isSeen)
            {
                continue;
            }

            draft.ChangeSoft(who with { AliveUntil = draft.Now + draft.Rules.SeatTimeout, Status = ParticipantStatus.Joined });
            if (who.Status == ParticipantStatus.Reconnecting)
            {
                draft.Tell(StatusFact(who.User, ParticipantStatus.Joined));
            }
        }

        // A media server may have come back since the call grew too large for a mesh.
        SettleTopology(draft);
    }

    private static void SeeHttpSeat(Draft draft, UserId user)
    {
        if (draft.Call.Participants.TryGetValue(user, out var who) && who is { IsSeated: true, Seat.IsHttp: true })
        {
            draft.ChangeSoft(who with { AliveUntil = draft.Now + draft.Rules.HttpTimeout });
        }
    }

    private static void ChangeRoster(Draft draft, RoomPeople people)
    {
        if (people.Version <= draft.Call.Room.Version)
        {
            return;
        }

        draft.Change(draft.Call with { Room = people });
        foreach (var who in draft.Call.Participants.Values.Where(p => !people.Members.ContainsKey(p.User)).ToList())
        {
            PutOut(draft, who);
        }
    }

    /// <summary>Somebody is no longer a member of the room: out of its call too, and not to come back.</summary>
    private static void PutOut(Draft draft, Participant who)
    {
        if (draft.Call.IsOver || who.Status == ParticipantStatus.Removed)
        {
            return;
        }

        if (who.IsSeated)
        {
            Depart(draft, who, LeaveReason.Removed);
            return;
        }

        draft.Change(who with { Status = ParticipantStatus.Removed });
        if (who.IsPending)
        {
            draft.Tell(new RingOver(who.User, RingStopReason.Cancelled, Except: null));
        }

        if (who.User == draft.Call.Caller)
        {
            SettleCallersDeparture(draft, LeaveReason.Removed);
        }
        else
        {
            SettleDeparture(draft, LeaveReason.Removed);
        }
    }
}
