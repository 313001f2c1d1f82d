using System.Collections.Immutable;
using FChat.Calls;
using FChat.Rooms;

namespace FChat.Core.Rooms;

/// <summary>Shows a room to those who may see it.</summary>
public static class RoomViewing
{
    /// <summary>Null when the user is in the room; else how it is refused: strangers learn nothing, former members that they are none.</summary>
    public static Refusal? RefusalFor(this RoomState room, UserId user) =>
        room.Find(user) is not null ? null
        : room.Former.Any(former => former.Was.User == user) ? Refusal.NotAMember
        : Refusal.RoomNotFound;

    /// <summary>The room as a member sees it; null viewer: as everybody in it may.</summary>
    public static RoomView View(this RoomState room, UserId? viewer = null) => new(
        room.Id,
        room.Name,
        room.Type,
        room.Owner,
        [.. room.Members.Select(member => new MemberView(member.User, member.FullName, member.Role))],
        room.CreatedAt,
        room.ActiveCall,
        room.LastMessageSeq,
        viewer is { } user ? room.Find(user)?.ReadSeq : null);

    /// <summary>The members as a call needs them.</summary>
    public static RoomRoster Roster(this RoomState room) => new(
        room.Id,
        room.RosterRevision,
        room.Owner,
        [.. room.Members.Select(member => new RosterMember(member.User, member.FullName))],
        [.. room.Former.Select(former => former.Was.User)]);

    /// <summary>Everybody in the room.</summary>
    public static ImmutableArray<UserId> People(this RoomState room) => [.. room.Members.Select(member => member.User)];

    /// <summary>Tells everybody in the room, and those who have just gone, how it is now.</summary>
    internal static ImmutableArray<RoomNews> Updated(this RoomState room, params ReadOnlySpan<UserId> gone) =>
        [new RoomNews(new RoomUpdated(room.View()), room.People().AddRange(gone))];
}
