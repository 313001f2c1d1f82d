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
        if (call.ConnectedAt is null && IsRejectedByAll(call))
        {
            End(draft, CallStatus.Rejected, EndReason.Rejected);
        }
    }

    /// <summary>Nobody is waited for and at least one said no, the rest never came in: nobody will answer.</summary>
    private static bool IsRejectedByAll(CallState call) =>
        !call.Pending.Any()
        && call.Participants.Values.Any(p => p.Status == ParticipantStatus.Rejected)
        && !call.Seated.Any(p => p.User != call.Caller);

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

    /// <summary>The caller went before anybody answered.</summary>
    private static void SettleWithoutCaller(Draft draft, LeaveReason reason) =>
        End(
            draft,
            CallStatus.Cancelled,
            reason == LeaveReason.ConnectionLost ? EndReason.ConnectionLost : EndReason.Cancelled,
            reason == LeaveReason.Left ? draft.Call.Caller : null);

    private static void SettleAfterDeparture(Draft draft, LeaveReason reason)
    {
        var seated = draft.Call.Seated.Count();
        var isLastOfTwo = seated == 1 && draft.IsCallOfTwo && draft.Call.ConnectedAt is not null;
        var isEmpty = seated == 0 && (draft.Call.ConnectedAt is not null || draft.IsCallOfTwo);
        if (isLastOfTwo || isEmpty)
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
