using FChat.Core.Rooms;
using FChat.Ledger;

namespace FChat.Rooms;

/// <summary>What a room owes to SQL.</summary>
internal static class RoomRows
{
    /// <summary>The rows that have changed after the revision, and the messages that may not be there yet.</summary>
    public static LedgerRows Since(this RoomState room, long projected) => new()
    {
        Rooms = [new RoomRow(room.Id, room.Name, room.Type, room.Owner, room.CreatedAt, room.LastMessageSeq, room.LastMessageAt, room.Revision)],
        Members =
        [
            .. room.Members.Where(m => m.Revision > projected).Select(m => Row(room.Id, m, null, m.Revision)),
            .. room.Former.Where(f => f.Revision > projected).Select(f => Row(room.Id, f.Was, f.LeftAt, f.Revision)),
        ],
        Messages = [.. room.Unwritten],
    };

    private static RoomMemberRow Row(RoomId room, Member member, DateTimeOffset? leftAt, long revision) =>
        new(room, member.User, member.FullName, member.Role, member.ReadSeq, member.JoinedAt, leftAt, revision);
}
