using FChat.Calls;

namespace FChat.Core.Calls;

/// <content>What follows from who is in and who is waited for, and how a call ends.</content>
public static partial class CallMachine
{
    /// <summary>Brings the call's own status in line with its people.</summary>
    private static void Settle(Draft draft)
    {
        var call = draft.Call;
        if (call.IsOver)
        {
            return;
        }

        var seated = call.Seated.Count();
        if (seated >= 2 && call.ConnectedAt is null)
        {
            draft.Change(call with { Status = CallStatus.Connected, ConnectedAt = draft.Now });
            draft.Tell(new CallChanged(CallStatus.Connected, draft.Now));
        }

        SettleRing(draft);
        SettleAlone(draft, seated);
        if (draft.Call.ConnectedAt is null && !call.Pending.Any() && !call.Seated.Any(p => p.User != call.Caller))
        {
            EndUnanswered(draft);
        }
    }

    /// <summary>Nobody is waited for any more, and nobody was ever in with another: they said no, answered and went, were lost, or put out.</summary>
    private static void EndUnanswered(Draft draft)
    {
        var people = draft.Call.Participants.Values.Where(p => p.User != draft.Call.Caller).ToList();
        if (people.Exists(p => p.Status is ParticipantStatus.Rejected or ParticipantStatus.Left))
        {
            End(draft, CallStatus.Rejected, EndReason.Rejected);
        }
        else
        {
            End(draft, CallStatus.Cancelled, EndReason.Cancelled);
        }
    }

    private static void SettleRing(Draft draft)
    {
        var isOver = draft.Call.ConnectedAt is not null && !draft.Call.Pending.Any();
        if (isOver && draft.Call.RingExpiresAt is not null)
        {
            draft.Change(draft.Call with { RingExpiresAt = null });
        }
    }

    private static void SettleAlone(Draft draft, int seated)
    {
        var isAlone = draft.Call.ConnectedAt is not null && seated < 2;
        if (isAlone != draft.Call.AloneUntil is not null)
        {
            draft.Change(draft.Call with { AloneUntil = isAlone ? draft.Now + draft.Rules.AloneTime : null });
        }
    }

    /// <summary>Without its caller, a call that nobody answered is off; one that is connected goes on.</summary>
    private static void SettleCallersDeparture(Draft draft, LeaveReason reason)
    {
        if (draft.Call.ConnectedAt is not null)
        {
            SettleDeparture(draft, reason);
            return;
        }

        var end = reason == LeaveReason.ConnectionLost ? EndReason.ConnectionLost : EndReason.Cancelled;
        End(draft, CallStatus.Cancelled, end, reason == LeaveReason.Left ? draft.Call.Caller : null);
    }

    private static void SettleDeparture(Draft draft, LeaveReason reason)
    {
        var seated = draft.Call.Seated.Count();
        if (draft.Call.ConnectedAt is not null && (seated == 0 || (seated == 1 && draft.IsCallOfTwo)))
        {
            End(draft, CallStatus.Ended, reason == LeaveReason.ConnectionLost ? EndReason.ConnectionLost : EndReason.Completed);
            return;
        }

        Settle(draft);
    }

    private static void EndByHost(Draft draft, UserId host)
    {
        var isConnected = draft.Call.ConnectedAt is not null;
        var reason = !isConnected && host == draft.Call.Caller ? EndReason.Cancelled : EndReason.HostEnded;
        End(draft, isConnected ? CallStatus.Ended : CallStatus.Cancelled, reason, host);
    }

    private static void EndByOperator(Draft draft, UserId actor) =>
        End(draft, draft.Call.ConnectedAt is null ? CallStatus.Failed : CallStatus.Ended, EndReason.Operator, actor);

    private static void End(Draft draft, CallStatus status, EndReason reason, UserId? by = null)
    {
        var ringReason = reason == EndReason.NoAnswer ? RingStopReason.Missed : RingStopReason.Cancelled;
        foreach (var who in draft.Call.Participants.Values.Where(p => p.IsPending || p.IsSeated).ToList())
        {
            Dismiss(draft, who, ringReason);
        }

        draft.Change(draft.Call with
        {
            Status = status,
            EndReason = reason,
            EndedBy = by,
            EndedAt = draft.Now,
            RingExpiresAt = null,
            AloneUntil = null,
        });
        draft.Tell(new CallOver(reason, by));
    }

    /// <summary>Closes a person's part at the call's end. The seat stays, so that the last event finds its device.</summary>
    private static void Dismiss(Draft draft, Participant who, RingStopReason reason)
    {
        if (who.IsSeated)
        {
            draft.Change(who with { Status = ParticipantStatus.Left, LeftAt = draft.Now, AliveUntil = null });
            return;
        }

        draft.Change(who with { Status = ParticipantStatus.Missed });
        draft.Tell(new RingOver(who.User, reason, Except: null));
    }
}
