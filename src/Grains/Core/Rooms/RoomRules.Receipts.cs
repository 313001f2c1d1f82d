using FChat.Calls;
using FChat.Rooms;

namespace FChat.Core.Rooms;

/// <content>Commands that were done: repeating one within <see cref="Limits.CommandMemory"/> does nothing.</content>
public sealed partial class RoomRules
{
    private static RoomReceipt? Done(RoomState room, ActBy by, RoomAct act) =>
        by.Command is not { } command ? null
        : room.Receipts.Find(r => r.Command == command && r.User == by.User && r.Act == act && r.At >= by.Now - Limits.CommandMemory);

    // The promise to remember is kept by taking no more than can be remembered.
    private Refusal? RefusalToRemember(RoomState room, ActBy by) =>
        by.Command is null || room.Receipts.Count < limits.Receipts || room.Receipts[0].At < by.Now - Limits.CommandMemory
            ? null
            : new Refusal(ErrorCode.RateLimited, "This room has too many commands at once.") { RetryAfterMs = 1_000 };

    private static RoomState Remembering(RoomState room, ActBy by, RoomAct act, MessageReceipt? message = null, CallId? call = null)
    {
        if (by.Command is not { } command)
        {
            return room;
        }

        var expired = by.Now - Limits.CommandMemory;
        var kept = room.Receipts.RemoveAll(receipt => receipt.At < expired);
        return room with { Receipts = kept.Add(new RoomReceipt(by.User, command, act, by.Now, message, call)) };
    }
}
