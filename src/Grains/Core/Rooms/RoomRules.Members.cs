using FChat.Rooms;

namespace FChat.Core.Rooms;

/// <content>Who is in the room.</content>
public sealed partial class RoomRules
{
    /// <summary>Adds a member (owner).</summary>
    public RoomDecision<RoomView> AddMember(RoomState room, ActBy by, UserId user)
    {
        if (room.RefusalFor(by.User) is { } refusal)
        {
            return room.Unchanged<RoomView>(refusal);
        }

        if (room.Find(user) is not null || Done(room, by, RoomAct.AddMember) is not null)
        {
            return room.Unchanged<RoomView>(room.View(by.User));
        }

        return (RefusalToAdd(room, by) ?? RefusalToRemember(room, by)) is { } no
            ? room.Unchanged<RoomView>(no)
            : Changed(room, With(room, user, by.Now), by, RoomAct.AddMember);
    }

    /// <summary>Removes a member (owner, or the member itself). When the owner goes, the longest member becomes owner.</summary>
    public RoomDecision<RoomView> RemoveMember(RoomState room, ActBy by, UserId user)
    {
        if (Done(room, by, RoomAct.RemoveMember) is not null)
        {
            return room.Unchanged<RoomView>(room.View(by.User));
        }

        if (room.RefusalFor(by.User) is { } refusal)
        {
            return room.Unchanged<RoomView>(refusal);
        }

        return (RefusalToRemove(room, by, user) ?? RefusalToRemember(room, by)) is { } no
            ? room.Unchanged<RoomView>(no)
            : Changed(room, Without(room, room.Find(user)!, by.Now), by, RoomAct.RemoveMember, user);
    }

    private Refusal? RefusalToAdd(RoomState room, ActBy by) =>
        by.User != room.Owner ? Refusal.Forbidden("the owner of the room")
        : room.Type == RoomType.Direct ? Refusal.Full(2)
        : room.Members.Length >= limits.Members ? Refusal.Full(limits.Members)
        : null;

    private static Refusal? RefusalToRemove(RoomState room, ActBy by, UserId user) =>
        by.User != room.Owner && by.User != user ? Refusal.Forbidden("the owner of the room")
        : room.Find(user) is null ? new Refusal(ErrorCode.UserNotFound, "That user is not a member of this room.")
        : null;

    private static RoomDecision<RoomView> Changed(RoomState room, RoomState next, ActBy by, RoomAct act, params ReadOnlySpan<UserId> gone)
    {
        var remembered = Remembering(next, by, act);
        return new RoomDecision<RoomView>(remembered, remembered.View(by.User), remembered.Updated(gone));
    }

    private static RoomState With(RoomState room, UserId user, DateTimeOffset now)
    {
        var revision = room.Revision + 1;
        var before = room.Former.FirstOrDefault(former => former.Was.User == user)?.Was;
        var isFirst = room.Members.IsEmpty;
        return room with
        {
            Members = room.Members.Add(new Member(
                user, before?.FullName, isFirst ? MemberRole.Owner : MemberRole.Member, before?.ReadSeq ?? 0, now, revision)),
            Former = room.Former.RemoveAll(former => former.Was.User == user),
            Owner = isFirst ? user : room.Owner,
            Revision = revision,
            RosterRevision = revision,
        };
    }

    private RoomState Without(RoomState room, Member gone, DateTimeOffset now)
    {
        var revision = room.Revision + 1;
        var rest = room.Members.Remove(gone);
        if (gone.Role == MemberRole.Owner && rest is [var longest, ..])
        {
            rest = rest.SetItem(0, longest with { Role = MemberRole.Owner, Revision = revision });
        }

        var former = room.Former.Add(new FormerMember(gone with { Role = MemberRole.Member }, now, revision));
        return room with
        {
            Members = rest,
            Former = former.Length > limits.Members ? former.RemoveAt(0) : former,
            Owner = rest is [{ Role: MemberRole.Owner } owner, ..] ? owner.User : room.Owner,
            Revision = revision,
            RosterRevision = revision,
        };
    }
}
