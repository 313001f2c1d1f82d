using FChat.Calls;

namespace FChat.Core.Calls;

/// <content>What time does to a call. A timer only wakes it; the deadlines are fields.</content>
public static partial class CallMachine
{
    /// <summary>When the call must be looked at again; null once it is over.</summary>
    public static DateTimeOffset? NextDeadline(CallState call, CallRules rules)
    {
        if (call.IsOver)
        {
            return null;
        }

        var next = call.CreatedAt + rules.MaxDuration;
        next = Earlier(next, call.RingExpiresAt);
        next = Earlier(next, call.AloneUntil);
        next = Earlier(next, call.MeshAt);
        foreach (var who in call.Seated)
        {
            next = Earlier(next, who.AliveUntil);
        }

        return next;
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset? other) => other is { } o && o < one ? o : one;

    private static void LookAtDeadlines(Draft draft)
    {
        TickPeople(draft);
        if (!draft.Call.IsOver && draft.Call.CreatedAt + draft.Rules.MaxDuration <= draft.Now)
        {
            End(draft, CallStatus.Ended, EndReason.MaxDuration);
        }

        if (!draft.Call.IsOver && draft.Call.RingExpiresAt <= draft.Now)
        {
            ExpireRing(draft);
        }

        if (!draft.Call.IsOver && draft.Call.AloneUntil <= draft.Now)
        {
            End(draft, CallStatus.Ended, EndReason.Completed);
        }

        if (!draft.Call.IsOver && draft.Call.MeshAt <= draft.Now)
        {
            Switch(draft, Topology.Mesh);
        }
    }

    private static void TickPeople(Draft draft)
    {
        foreach (var who in draft.Call.Seated.Where(p => p.AliveUntil <= draft.Now).ToList())
        {
            if (draft.Call.IsOver)
            {
                return;
            }

            if (who.Status == ParticipantStatus.Joined && who.Seat is { IsHttp: false })
            {
                LoseSeat(draft, who);
            }
            else
            {
                Depart(draft, who, LeaveReason.ConnectionLost);
            }
        }
    }

    private static void ExpireRing(Draft draft)
    {
        if (draft.Call.ConnectedAt is null)
        {
            End(draft, CallStatus.Missed, EndReason.NoAnswer);
            return;
        }

        foreach (var who in draft.Call.Pending.ToList())
        {
            draft.Change(who with { Status = ParticipantStatus.Missed });
            draft.Tell(StatusFact(who.User, ParticipantStatus.Missed));
            draft.Tell(new RingOver(who.User, RingStopReason.Missed, Except: null));
        }

        draft.Change(draft.Call with { RingExpiresAt = null });
    }

    /// <summary>After a loss of memory nobody's liveness is known: everybody has one more grace to be heard of, and waiting people are rung again.</summary>
    private static void WakeUp(Draft draft)
    {
        foreach (var who in draft.Call.Seated.ToList())
        {
            var grace = who.Seat is { IsHttp: true } ? draft.Rules.HttpTimeout : draft.Rules.ReconnectGrace;
            draft.ChangeSoft(who with { AliveUntil = draft.Now + grace, Status = UnsureStatus(who) });
        }

        ForgetFeeds(draft);
        draft.Change(draft.Call with { Epoch = draft.Call.Epoch + 1, Sfu = null, ActiveSpeakers = null });
        foreach (var who in draft.Call.Pending.Where(who => who.Status == ParticipantStatus.Invited))
        {
            // Whose device rings already, hears of it by connecting.
            draft.Tell(new RingWanted(who.User));
        }

        LookAtDeadlines(draft);
    }

    private static ParticipantStatus UnsureStatus(Participant who) =>
        who.Seat is { IsHttp: true } ? ParticipantStatus.Joined : ParticipantStatus.Reconnecting;

    private static void UpdateMedia(Draft draft, UpdateMediaState update)
    {
        var who = draft.Call.Participants[update.Actor];
        var next = who with
        {
            Muted = update.Muted ?? who.Muted,
            CameraOn = update.CameraOn ?? who.CameraOn,
            ScreenSharing = update.ScreenSharing ?? who.ScreenSharing,
            HandRaised = update.HandRaised ?? who.HandRaised,
        };
        next = next.MediaRole == MediaRole.Listener ? Silenced(next) : next;
        if (next != who)
        {
            draft.ChangeSoft(next);
            draft.Tell(new SomebodyChanged(Difference(who, next)));
            SettleTopology(draft);
        }
    }

    private static ParticipantChange Difference(Participant from, Participant to) => new(
        to.User,
        from.Muted == to.Muted ? null : to.Muted,
        from.CameraOn == to.CameraOn ? null : to.CameraOn,
        from.ScreenSharing == to.ScreenSharing ? null : to.ScreenSharing,
        from.HandRaised == to.HandRaised ? null : to.HandRaised,
        Status: null);

    private static void Mute(Draft draft, Participant who)
    {
        if (!who.Muted)
        {
            draft.ChangeSoft(who with { Muted = true });
            draft.Tell(new SomebodyChanged(Difference(who, who with { Muted = true })));
        }
    }
}
