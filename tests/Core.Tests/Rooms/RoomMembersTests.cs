using FChat.Rooms;

namespace FChat.Core.Rooms;

public sealed class RoomMembersTests
{
    [Fact]
    public void Only_the_owner_adds_members()
    {
        var room = RoomScene.Group("alice", "bob");
        RoomScene.Rules.AddMember(room, RoomScene.By("bob"), RoomScene.User("carol")).IsRefused(room, ErrorCode.Forbidden);
        var next = RoomScene.Rules.AddMember(room, RoomScene.By("alice"), RoomScene.User("carol"));

        Assert.Equal(["alice", "bob", "carol"], next.Next.Members.Names());
        Assert.Equal(["alice", "bob", "carol"], Assert.Single(next.News).To.Names());
    }

    [Fact]
    public void Adding_a_member_who_is_one_already_changes_nothing()
    {
        var room = RoomScene.Group("alice", "bob");
        var decision = RoomScene.Rules.AddMember(room, RoomScene.By("bob"), RoomScene.User("alice"));

        Assert.Same(room, decision.Next);
        Assert.True(decision.Answer.IsDone);
    }

    [Fact]
    public void A_full_room_and_a_pairs_room_take_nobody_more()
    {
        var full = RoomScene.Group("alice", "b", "c", "d");
        Assert.Equal(4, RoomScene.Rules.AddMember(full, RoomScene.By("alice"), RoomScene.User("e")).IsRefused(full, ErrorCode.RoomFull).Limit);
        var pair = RoomScene.Pair("alice", "bob");
        Assert.Equal(2, RoomScene.Rules.AddMember(pair, RoomScene.By("alice"), RoomScene.User("c")).IsRefused(pair, ErrorCode.RoomFull).Limit);
    }

    [Fact]
    public void Only_the_owner_removes_others()
    {
        var room = RoomScene.Group("alice", "bob", "carol");

        RoomScene.Rules.RemoveMember(room, RoomScene.By("bob"), RoomScene.User("carol")).IsRefused(room, ErrorCode.Forbidden);
        RoomScene.Rules.RemoveMember(room, RoomScene.By("alice"), RoomScene.User("nobody")).IsRefused(room, ErrorCode.UserNotFound);
        Assert.Equal(["alice", "carol"], RoomScene.Rules.RemoveMember(room, RoomScene.By("alice"), RoomScene.User("bob")).Next.Members.Names());
    }

    [Fact]
    public void Who_was_removed_is_told_with_the_others()
    {
        var room = RoomScene.Group("alice", "bob", "carol");
        var news = Assert.Single(RoomScene.Rules.RemoveMember(room, RoomScene.By("alice"), RoomScene.User("bob")).News);

        Assert.Equal(["alice", "carol", "bob"], news.To.Names());
        Assert.DoesNotContain(((RoomUpdated)news.Content).Room.Members, member => member.User == RoomScene.User("bob"));
    }

    [Fact]
    public void When_the_owner_goes_the_longest_member_owns_the_room()
    {
        var room = RoomScene.Group("alice", "bob", "carol").Without("alice");

        Assert.Equal(RoomScene.User("bob"), room.Owner);
        Assert.Equal([("bob", MemberRole.Owner), ("carol", MemberRole.Member)], room.Members.Select(m => (m.User.Value, m.Role)));
    }

    [Fact]
    public void An_owner_who_comes_back_is_a_member_like_others_and_has_read_what_they_had()
    {
        var room = RoomScene.Group("alice", "bob");
        room = room.Says("bob").Next;
        room = RoomRules.MarkRead(room, RoomScene.By("alice"), 1).Next.Without("alice");
        room = RoomScene.Rules.AddMember(room, RoomScene.By("bob"), RoomScene.User("alice")).Next;

        Assert.Equal((MemberRole.Member, 1), (room.Find(RoomScene.User("alice"))!.Role, room.Find(RoomScene.User("alice"))!.ReadSeq));
        Assert.Empty(room.Former);
    }

    [Fact]
    public void No_more_former_members_are_remembered_than_members_fit()
    {
        var room = RoomScene.Group("alice", "bob");
        for (var i = 0; i < 10; i++)
        {
            room = RoomScene.Rules.AddMember(room, RoomScene.By("alice"), RoomScene.User($"guest{i}")).Next.Without($"guest{i}");
        }

        Assert.Equal(["guest6", "guest7", "guest8", "guest9"], room.Former.Select(former => former.Was.User.Value));
    }

    [Fact]
    public void Former_members_are_told_that_they_are_none_and_strangers_that_there_is_no_room()
    {
        var room = RoomScene.Group("alice", "bob").Without("bob");
        foreach (var (user, code) in (IEnumerable<(string, ErrorCode)>)[("bob", ErrorCode.NotAMember), ("eve", ErrorCode.RoomNotFound)])
        {
            room.Says(user).IsRefused(room, code);
            RoomScene.Rules.AddMember(room, RoomScene.By(user), RoomScene.User("x")).IsRefused(room, code);
            RoomScene.Rules.RemoveMember(room, RoomScene.By(user), RoomScene.User("alice")).IsRefused(room, code);
            RoomRules.MarkRead(room, RoomScene.By(user), 0).IsRefused(room, code);
            Assert.Equal(code, RoomRules.Invitees(room, RoomScene.By(user), new InitiateCall(default, null, null)).Refusal!.Code);
        }
    }

    [Fact]
    public void A_room_that_was_never_made_refuses_everybody()
    {
        var none = new RoomState();

        none.Says("alice").IsRefused(none, ErrorCode.RoomNotFound);
        RoomRules.MarkRead(none, RoomScene.By("alice"), 0).IsRefused(none, ErrorCode.RoomNotFound);
        RoomScene.Rules.AddMember(none, RoomScene.By("alice"), RoomScene.User("bob")).IsRefused(none, ErrorCode.RoomNotFound);
    }

    [Fact]
    public void A_new_display_name_is_learned_once_and_only_of_members()
    {
        var room = RoomScene.Group("alice", "bob");
        var learned = RoomRules.Learn(room, new Caller(RoomScene.User("bob"), "Bob", IsOperator: false));

        Assert.Equal("Bob", learned.Find(RoomScene.User("bob"))!.FullName);
        Assert.Same(learned, RoomRules.Learn(learned, new Caller(RoomScene.User("bob"), "Bob", IsOperator: false)));
        Assert.Same(learned, RoomRules.Learn(learned, new Caller(RoomScene.User("bob"), null, IsOperator: false)));
        Assert.Same(learned, RoomRules.Learn(learned, new Caller(RoomScene.User("eve"), "Eve", IsOperator: false)));
    }
}
