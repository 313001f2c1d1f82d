using FChat.Calls;

namespace FChat.Core.Calls;

/// <summary>
/// The rules of a call session (protocol 5 and 8): what a command comes to, given the call and the time.
/// </summary>
/// <remarks>
/// <code>
///             a device rings            second one joins
///  Initiated ---------------> Ringing ------------------> Connected
///      |  \______________________|______________________/     |
///      |      second one joins   |                            |
///      |                         |                            |-- last ones leave, alone too long,
///      |-- caller leaves, is ----|--> Cancelled               |   host, operator, lost, too long
///      |   lost, or host ends    |                            v
///      |-- ring time over -------|--> Missed                Ended
///      |-- last invitee is out --|--> Rejected (said no, or came and went), Cancelled (put out)
///      '-- operator -------------'--> Failed                (the five ends are final)
///
///  Invited --> Ringing --> Joined &lt;--> Reconnecting --> Left        per participant;
///     \           \--> Rejected, Missed --> Joined ...   --> Removed   Left may join again, Removed may not
/// </code>
/// </remarks>
public static partial class CallMachine
{
    /// <summary>Decides. Never throws for what a client may send; the same input gives the same output.</summary>
    public static Decision Decide(CallState call, CallCommand command, DateTimeOffset now, CallRules rules)
    {
        if (command.Id is { } id && call.Receipts.Exists(r => r.Command == id && r.User == command.Actor))
        {
            return Decision.Nothing(call);
        }

        if ((Gate(call, command) ?? GateReceipt(call, command, now)) is { } refusal)
        {
            return Decision.Refuse(call, refusal);
        }

        if (call.IsOver)
        {
            return Decision.Nothing(call);
        }

        var draft = new Draft(call, now, rules);
        return Apply(draft, command) is { } late ? Decision.Refuse(call, late) : draft.Done(command);
    }

    private static Refusal? Apply(Draft draft, CallCommand command)
    {
        switch (command)
        {
            case JoinCall join: return Join(draft, join);
            case TakeSeat back: return Return(draft, back);
            case LeaveCall leave: Leave(draft, leave.Actor); break;
            case RejectCall reject: Reject(draft, reject); break;
            case UpdateMediaState update: UpdateMedia(draft, update); break;
            case EndCall end: EndByHost(draft, end.Actor); break;
            case ForceEndCall force: EndByOperator(draft, force.Actor); break;
            case RemoveParticipant remove: Depart(draft, draft.Call.Participants[remove.Target], LeaveReason.Removed); break;
            case MuteParticipant mute: Mute(draft, draft.Call.Participants[mute.Target]); break;
            case LoseConnection lose: LoseSeat(draft, p => p.User == lose.Actor && p.Seat?.Connection == lose.Connection); break;
            case ShowLife life: SeeHttpSeat(draft, life.Actor); break;
            case GatewayGone gone: LoseSeat(draft, p => p.Seat?.Gateway == gone.Gateway); break;
            case SeatsSeen seen: SeeSeats(draft, seen); break;
            case DeviceRings rings: DeviceRings(draft, rings.User); break;
            case SetMediaRole set: return SetRole(draft, set);
            case FeedChanged feed: ChangeFeed(draft, feed); break;
            case SfuChanged sfu: ChangeSfu(draft, sfu); break;
            case SpeakersChanged speakers: ChangeSpeakers(draft, speakers); break;
            case RosterChanged roster: ChangeRoster(draft, roster.People); break;
            case Awake: WakeUp(draft); break;
            case Tick: LookAtDeadlines(draft); break;
            default: throw new ArgumentOutOfRangeException(nameof(command), command, "A call does not know this command.");
        }

        return null;
    }
}
