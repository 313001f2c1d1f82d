using System.Collections.Immutable;
using FChat.Calls;
using FChat.Rooms;

namespace FChat.Core.Rooms;

/// <content>The live call. The room points to it before it is made, so that two who call at once cannot make two.</content>
public sealed partial class RoomRules
{
    /// <summary>The call that the same command started before, or null.</summary>
    public static CallId? StartedBefore(RoomState room, ActBy by) => Done(room, by, RoomAct.InitiateCall)?.Call;

    /// <summary>Whom to ring, or why not.</summary>
    public static Outcome<ImmutableArray<UserId>> Invitees(RoomState room, ActBy by, InitiateCall request)
    {
        if (room.RefusalFor(by.User) is { } refusal)
        {
            return refusal;
        }

        if (request.Participants is { } named && named.Any(user => room.Find(user) is null))
        {
            return Refusal.Invalid("participants", "Every participant must be a member of the room.");
        }

        ImmutableArray<UserId> invited = [.. (request.Participants ?? room.People()).Where(user => user != by.User).Distinct()];
        return invited.IsEmpty ? Refusal.Invalid("participants", "A call needs at least one other participant.") : invited;
    }

    /// <summary>Points to a call that is about to be made.</summary>
    public RoomDecision<CallId> Reserve(RoomState room, ActBy by, CallId call)
    {
        if (RefusalToRemember(room, by) is { } refusal)
        {
            return room.Unchanged<CallId>(refusal);
        }

        var next = room with { ActiveCall = call, LastCall = call, Revision = room.Revision + 1 };
        return new RoomDecision<CallId>(Remembering(next, by, RoomAct.InitiateCall, call: call), call, []);
    }

    /// <summary>The call is there: everybody may join it.</summary>
    public static ImmutableArray<RoomNews> Opened(RoomState room) => room.Updated();

    /// <summary>The call is over, or never came to be: the pointer goes, if it still points there.</summary>
    /// <param name="room">The room as it is.</param>
    /// <param name="call">The call that is not.</param>
    /// <param name="wasMade">Whether it ever was: if not, the command that wanted it was not done.</param>
    public static RoomDecision<Done> Release(RoomState room, CallId call, bool wasMade)
    {
        var points = room.ActiveCall == call;
        var kept = wasMade ? room.Receipts : room.Receipts.RemoveAll(receipt => receipt.Call == call);
        if (!points && ReferenceEquals(kept, room.Receipts))
        {
            return room.Unchanged<Done>(FChat.Done.Value);
        }

        var next = room with { ActiveCall = points ? null : room.ActiveCall, Receipts = kept, Revision = room.Revision + 1 };
        return new RoomDecision<Done>(next, FChat.Done.Value, points && wasMade ? next.Updated() : []);
    }
}
