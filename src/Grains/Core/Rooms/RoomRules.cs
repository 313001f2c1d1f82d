using System.Collections.Immutable;
using FChat.Rooms;

namespace FChat.Core.Rooms;

/// <summary>
/// Decides what may be done to a room and what comes of it. Pure: who refuses, what changes, who is told.
/// <code>
///            create                add, remove, send, read, reserve, release
/// (nothing) --------> room  ------------------------------------------------> room
/// </code>
/// A refusal changes nothing. A command that was done before answers as it did then and changes nothing.
/// </summary>
public sealed partial class RoomRules(RoomLimits limits)
{
    /// <summary>Makes the room; of one that there is already, the same request gets the view.</summary>
    /// <remarks>A pair's room takes back whoever of the two has left it.</remarks>
    public RoomDecision<RoomView> Create(RoomState room, RoomId id, CreateRoom request, DateTimeOffset now)
    {
        if (RefusalOf(request) is { } refusal)
        {
            return room.Unchanged<RoomView>(refusal);
        }

        if (!room.Exists)
        {
            var made = Made(id, request, now);
            return new RoomDecision<RoomView>(made, made.View(request.Creator.User), made.Updated());
        }

        return room.Type == RoomType.Direct && request.RoomType == RoomType.Direct
            ? Rejoined(room, request, now)
            : room.Unchanged<RoomView>(room.RefusalFor(request.Creator.User) is { } no ? no : room.View(request.Creator.User));
    }

    /// <summary>Takes the caller's display name, if it is new.</summary>
    public static RoomState Learn(RoomState room, Caller caller)
    {
        if (caller.Name is null || room.Find(caller.User) is not { } member || member.FullName == caller.Name)
        {
            return room;
        }

        var revision = room.Revision + 1;
        return room with
        {
            Members = room.Members.Replace(member, member with { FullName = caller.Name, Revision = revision }),
            Revision = revision,
            RosterRevision = revision,
        };
    }

    private Refusal? RefusalOf(CreateRoom request)
    {
        var others = Others(request);
        return request.RoomType == RoomType.Direct && others.Length != 1
            ? Refusal.Invalid("members", "A direct room has exactly one other member.")
            : others.Length >= limits.Members ? Refusal.Full(limits.Members) : null;
    }

    private static RoomState Made(RoomId id, CreateRoom request, DateTimeOffset now)
    {
        var owner = new Member(request.Creator.User, request.Creator.Name, MemberRole.Owner, 0, now, 1);
        var others = Others(request).Select(user => new Member(user, null, MemberRole.Member, 0, now, 1));
        return new RoomState
        {
            Id = id,
            Name = request.RoomName,
            Type = request.RoomType,
            Owner = owner.User,
            CreatedAt = now,
            Members = [owner, .. others],
            Revision = 1,
            RosterRevision = 1,
        };
    }

    private static RoomDecision<RoomView> Rejoined(RoomState room, CreateRoom request, DateTimeOffset now)
    {
        var next = Others(request).Prepend(request.Creator.User).Aggregate(room, (r, user) => r.Find(user) is null ? With(r, user, now) : r);
        var view = next.View(request.Creator.User);
        return ReferenceEquals(next, room) ? room.Unchanged<RoomView>(view) : new(next, view, next.Updated());
    }

    private static ImmutableArray<UserId> Others(CreateRoom request) =>
        [.. request.Members.Where(user => user != request.Creator.User).Distinct()];
}
