using FChat.Rooms;

namespace FChat.Core.Rooms;

/// <content>Messages and read marks.</content>
public sealed partial class RoomRules
{
    /// <summary>Numbers and keeps a message.</summary>
    /// <param name="room">The room as it is.</param>
    /// <param name="by">The sender.</param>
    /// <param name="message">Its content has been checked at the door.</param>
    /// <param name="messageId">A new id.</param>
    public RoomDecision<MessageReceipt> Post(RoomState room, ActBy by, SendMessage message, string messageId)
    {
        if (Done(room, by, RoomAct.SendMessage) is { Message: { } sent })
        {
            return room.Unchanged<MessageReceipt>(sent);
        }

        if ((room.RefusalFor(by.User) ?? RefusalToKeep(room, message) ?? RefusalToRemember(room, by)) is { } refusal)
        {
            return room.Unchanged<MessageReceipt>(refusal);
        }

        var view = new MessageView(
            messageId, room.Id, room.LastMessageSeq + 1, by.User, message.Content, by.Now, message.ClientMessageId);
        var receipt = new MessageReceipt(view.MessageId, view.Seq, view.Creation);
        var next = Remembering(Keeping(room, view), by, RoomAct.SendMessage, receipt);
        return new RoomDecision<MessageReceipt>(next, receipt, [new RoomNews(new MessageCreated(view), next.People())]);
    }

    /// <summary>Moves the caller's read mark, never back.</summary>
    public static RoomDecision<Done> MarkRead(RoomState room, ActBy by, long seq)
    {
        if (room.RefusalFor(by.User) is { } refusal)
        {
            return room.Unchanged<Done>(refusal);
        }

        var member = room.Find(by.User)!;
        if (seq < 0 || seq > room.LastMessageSeq)
        {
            return room.Unchanged<Done>(Refusal.Invalid("seq", "The room has no message of that number."));
        }

        if (seq <= member.ReadSeq)
        {
            return room.Unchanged<Done>(FChat.Done.Value);
        }

        var revision = room.Revision + 1;
        var members = room.Members.Replace(member, member with { ReadSeq = seq, Revision = revision });
        return new RoomDecision<Done>(room with { Members = members, Revision = revision }, FChat.Done.Value, []);
    }

    /// <summary>Forgets what is in SQL now: changes up to the revision, messages up to the number.</summary>
    public static RoomState Projected(RoomState room, long revision, long messageSeq) => room with
    {
        ProjectedRevision = Math.Max(room.ProjectedRevision, revision),
        Unwritten = room.Unwritten.RemoveAll(message => message.Seq <= messageSeq),
    };

    // The database has not taken messages for long: better none than a room that no write can carry any more.
    private Refusal? RefusalToKeep(RoomState room, SendMessage message) =>
        room.Unwritten.Count >= limits.Unwritten
        || room.Unwritten.Sum(waiting => (long)waiting.Content.Length) + message.Content.Length > limits.UnwrittenCharacters
            ? Refusal.Unavailable
            : null;

    private static RoomState Keeping(RoomState room, MessageView view) => room with
    {
        LastMessageSeq = view.Seq,
        LastMessageAt = view.Creation,
        Unwritten = room.Unwritten.Add(view),
        Revision = room.Revision + 1,
    };
}
