using System.Collections.Immutable;
using FChat.Calls;

namespace FChat.Core.Calls;

/// <content>Who may do what: the one place where an act on a call is authorised.</content>
public static partial class CallMachine
{
    /// <summary>Why <paramref name="actor"/> may not know of or look into the call; null: may.</summary>
    public static Refusal? GateViewer(CallState call, UserId actor) => StandingOf(call, actor) switch
    {
        Standing.Stranger => Refusal.CallNotFound,
        Standing.FormerMember => Refusal.NotAMember,
        _ => null,
    };

    /// <summary>Why a signal may not pass; null: may. Checked against what is on disk, as that is what anybody can know.</summary>
    public static Refusal? GateSignal(CallState call, SendSignal signal) =>
        GateViewer(call, signal.Actor)
        ?? (call.IsOver ? Refusal.Ended(call.EndReason) : null)
        ?? (IsSeated(call, signal.Actor) ? null : Refusal.NotAParticipant)
        ?? (signal.Target == signal.Actor ? Refusal.Invalid("target_user", "A signal goes to somebody else.") : null)
        ?? (IsSeated(call, signal.Target) ? null : Refusal.TargetNotInCall)
        ?? (signal.Epoch < call.Epoch ? Refusal.Unavailable : null);

    /// <summary>Why a participant may not have the media server do something now; null: may.</summary>
    public static Refusal? GateMedia(CallState call, UserId actor) =>
        GateViewer(call, actor)
        ?? (call.IsOver ? Refusal.Ended(call.EndReason) : null)
        ?? (IsSeated(call, actor) ? null : Refusal.NotAParticipant)
        ?? (call.Topology == Topology.Sfu ? null : Refusal.TargetNotInCall);

    /// <summary>Why a participant may not publish as that one; null: may.</summary>
    public static Refusal? GatePublishing(CallState call, UserId actor, UserId publisher) =>
        actor == publisher && call.Participants[actor].MediaRole == MediaRole.Publisher ? null : Refusal.Forbidden("a publisher, for itself,");

    /// <summary>Why a participant may not have what it wants of others; null: may. Who left or published anew is named, so that the rest can be asked for again.</summary>
    public static Refusal? GateWishes(CallState call, UserId actor, ImmutableArray<StreamWish> wishes)
    {
        if (wishes.Any(wish => wish.Publisher == actor))
        {
            return Refusal.Invalid("streams", "Nobody subscribes to themselves.");
        }

        UserId[] missing = [.. wishes.Where(wish => !IsPublished(call, wish)).Select(wish => wish.Publisher).Distinct()];
        return missing.Length > 0 ? Refusal.StreamNotFound(missing) : null;
    }

    private static bool IsPublished(CallState call, StreamWish wish) =>
        call.Participants.TryGetValue(wish.Publisher, out var who) && who is { IsSeated: true, Feed: { } feed } && (wish.Feed is null || wish.Feed == feed);

    /// <summary>Whether the user may mute, remove and end for all.</summary>
    public static bool IsHost(CallState call, UserId user) => user == call.Caller || user == call.Room.Owner;

    /// <summary>What is remembered for two minutes is bounded: ten commands of each of a thousand people.</summary>
    private static Refusal? GateReceipt(CallState call, CallCommand command, DateTimeOffset now) =>
        command.Id is not null && call.Receipts.Count >= Limits.CallReceipts && call.Receipts[0].At >= now - Limits.CommandMemory
            ? new Refusal(ErrorCode.RateLimited, "This call has too many commands at once.") { RetryAfterMs = 1_000 }
            : null;

    private static Refusal? Gate(CallState call, CallCommand command) => command switch
    {
        ServiceCommand or LoseConnection or ShowLife or ForceEndCall => GateService(call, command),
        JoinCall join => GateViewer(call, join.Actor) ?? GateLive(call) ?? GateJoin(call, join.Actor),
        TakeSeat back => GateParticipant(call, back.Actor) ?? GateLive(call) ?? GateSeated(call, back.Actor),
        LeaveCall or RejectCall => GateParticipant(call, command.Actor),
        UpdateMediaState => GateParticipant(call, command.Actor) ?? GateLive(call) ?? GateSeated(call, command.Actor),
        EndCall => GateViewer(call, command.Actor) ?? GateHost(call, command.Actor) ?? GateLive(call),
        RemoveParticipant remove => GateHostAct(call, remove.Actor, remove.Target) ?? GateSelf(remove),
        MuteParticipant mute => GateHostAct(call, mute.Actor, mute.Target),
        SetMediaRole set => GateHostAct(call, set.Actor, set.Target),
        _ => throw new ArgumentOutOfRangeException(nameof(command), command, "Nobody has said who may do this."),
    };

    private static Refusal? GateService(CallState call, CallCommand command) => command is ForceEndCall ? GateLive(call) : null;

    private static Refusal? GateLive(CallState call) => call.IsOver ? Refusal.Ended(call.EndReason) : null;

    private static Refusal? GateParticipant(CallState call, UserId actor) =>
        GateViewer(call, actor) ?? (call.Participants.ContainsKey(actor) ? null : Refusal.NotAParticipant);

    private static Refusal? GateSeated(CallState call, UserId actor) => IsSeated(call, actor) ? null : Refusal.NotAParticipant;

    private static Refusal? GateJoin(CallState call, UserId actor) =>
        call.Participants.TryGetValue(actor, out var p) && p.Status == ParticipantStatus.Removed
            ? Refusal.Forbidden("people who were not removed from the call")
            : null;

    private static Refusal? GateHost(CallState call, UserId actor) =>
        IsHost(call, actor) ? null : Refusal.Forbidden("the caller or the owner of the room");

    private static Refusal? GateHostAct(CallState call, UserId actor, UserId target) =>
        GateViewer(call, actor)
        ?? GateHost(call, actor)
        ?? GateLive(call)
        ?? (IsSeated(call, target) ? null : Refusal.TargetNotInCall);

    private static Refusal? GateSelf(RemoveParticipant remove) =>
        remove.Actor == remove.Target ? Refusal.Invalid("user", "Leave the call instead.") : null;

    private static bool IsSeated(CallState call, UserId user) => call.Participants.TryGetValue(user, out var p) && p.IsSeated;

    private static Standing StandingOf(CallState call, UserId user)
    {
        if (call.Participants.ContainsKey(user))
        {
            return Standing.Participant;
        }

        if (call.Room.Members.ContainsKey(user))
        {
            return Standing.Member;
        }

        return call.Room.Former.Contains(user) ? Standing.FormerMember : Standing.Stranger;
    }

    private enum Standing
    {
        Stranger,
        FormerMember,
        Member,
        Participant,
    }
}
