using CsCheck;
using FChat.Rooms;

namespace FChat.Core.Rooms;

/// <summary>What is true of a room after any story.</summary>
public sealed class RoomInvariantTests
{
    private static readonly Gen<string> Name = Gen.Int[0, 4].Select(i => ((string[])["alice", "bob", "carol", "dave", "eve"])[i]);
    private static readonly Gen<string?> Command = Gen.Int[0, 2].Select(i => i == 0 ? null : $"c{i}");

    [Fact]
    public void A_room_keeps_its_promises_whatever_is_done_to_it() =>
        Gen.Select(Gen.Int[0, 5], Name, Name, Command)
            .List[0, 60]
            .Sample(story =>
            {
                var room = RoomScene.Group("alice", "bob");
                foreach (var (act, actor, other, command) in story)
                {
                    room = Check(room, act, actor, other, command);
                }
            });

    private static RoomState Check(RoomState room, int act, string actor, string other, string? command) => act switch
    {
        0 => Check(room, RoomScene.Rules.AddMember(room, RoomScene.By(actor, command), RoomScene.User(other))),
        1 => Check(room, RoomScene.Rules.RemoveMember(room, RoomScene.By(actor, command), RoomScene.User(other))),
        2 => Check(room, room.Says(actor, command: command)),
        3 => Check(room, RoomRules.MarkRead(room, RoomScene.By(actor), room.LastMessageSeq)),
        4 => Check(room, RoomScene.Rules.Create(room, RoomScene.Id, RoomScene.Wish(RoomType.Direct, actor, other), RoomScene.Now)),
        _ => RoomRules.Projected(room, room.Revision, room.LastMessageSeq),
    };

    private static RoomState Check<T>(RoomState before, RoomDecision<T> decision)
    {
        var room = decision.Next;
        Assert.Equal(room.Members.Length, room.Members.Select(m => m.User).Distinct().Count());
        Assert.Empty(room.Members.Select(m => m.User).Intersect(room.Former.Select(f => f.Was.User)));
        Assert.All(room.Members, (member, place) => Assert.Equal(place == 0 ? MemberRole.Owner : MemberRole.Member, member.Role));
        Assert.True(room.Members.IsEmpty || room.Owner == room.Members[0].User);
        Assert.All(room.Members, member => Assert.InRange(member.ReadSeq, 0, room.LastMessageSeq));
        Assert.All(room.Members, member => Assert.InRange(member.Revision, 1, room.Revision));
        Assert.Equal(Enumerable.Range(0, room.Unwritten.Count).Select(i => room.LastMessageSeq - i), room.Unwritten.Reverse().Select(m => m.Seq));
        AssertChange(before, decision);
        return room;
    }

    private static void AssertChange<T>(RoomState before, RoomDecision<T> decision)
    {
        if (ReferenceEquals(before, decision.Next))
        {
            Assert.Empty(decision.News);
            return;
        }

        Assert.True(decision.Answer.IsDone);
        Assert.True(decision.Next.Revision > before.Revision);
        var known = before.People().Union(decision.Next.People());
        Assert.All(decision.News, news => Assert.Subset(known.ToHashSet(), news.To.ToHashSet()));
    }
}
