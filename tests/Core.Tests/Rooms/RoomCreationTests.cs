using FChat.Rooms;

namespace FChat.Core.Rooms;

public sealed class RoomCreationTests
{
    [Fact]
    public void The_creator_owns_the_room_and_is_counted_once()
    {
        var room = RoomScene.Group("alice", "bob", "alice", "bob", "carol");

        Assert.Equal(["alice", "bob", "carol"], room.Members.Names());
        Assert.Equal([MemberRole.Owner, MemberRole.Member, MemberRole.Member], room.Members.Select(m => m.Role));
    }

    [Theory]
    [InlineData]
    [InlineData("alice")]
    [InlineData("bob", "carol")]
    public void A_direct_room_without_exactly_one_other_is_refused(params string[] members)
    {
        var before = new RoomState();
        var refusal = RoomScene.Rules.Create(before, RoomScene.Id, RoomScene.Wish(RoomType.Direct, "alice", members), RoomScene.Now)
            .IsRefused(before, ErrorCode.InvalidArgument);

        Assert.Equal("members", refusal.Field);
    }

    [Fact]
    public void More_people_than_fit_are_refused()
    {
        var before = new RoomState();
        var refusal = RoomScene.Rules.Create(before, RoomScene.Id, RoomScene.Wish(RoomType.Group, "alice", "b", "c", "d", "e"), RoomScene.Now)
            .IsRefused(before, ErrorCode.RoomFull);

        Assert.Equal(4, refusal.Limit);
    }

    [Fact]
    public void A_pair_that_asks_again_gets_its_room_and_nothing_changes()
    {
        var room = RoomScene.Pair("alice", "bob");
        var again = RoomScene.Rules.Create(room, RoomScene.Id, RoomScene.Wish(RoomType.Direct, "bob", "alice"), RoomScene.Now);

        Assert.Same(room, again.Next);
        Assert.Equal(RoomScene.Id, again.Answer.Value!.RoomId);
    }

    [Fact]
    public void A_pairs_room_takes_back_who_has_left_it()
    {
        var room = RoomScene.Pair("alice", "bob").Without("alice");
        Assert.Equal(["bob"], room.Members.Names());
        var again = RoomScene.Rules.Create(room, RoomScene.Id, RoomScene.Wish(RoomType.Direct, "alice", "bob"), RoomScene.Now).Next;

        Assert.Equal(["bob", "alice"], again.Members.Names());
        Assert.Equal(RoomScene.User("bob"), again.Owner);
        Assert.Empty(again.Former);
    }

    [Fact]
    public void A_pairs_room_that_both_have_left_has_an_owner_again()
    {
        var room = RoomScene.Pair("alice", "bob").Without("alice").Without("bob");
        var again = RoomScene.Rules.Create(room, RoomScene.Id, RoomScene.Wish(RoomType.Direct, "bob", "alice"), RoomScene.Now).Next;

        Assert.Equal([("bob", MemberRole.Owner), ("alice", MemberRole.Member)], again.Members.Select(m => (m.User.Value, m.Role)));
        Assert.Equal(RoomScene.User("bob"), again.Owner);
    }

    [Fact]
    public void Somebody_elses_room_is_not_shown_to_who_asks_for_its_id()
    {
        var room = RoomScene.Group("alice", "bob");

        RoomScene.Rules.Create(room, RoomScene.Id, RoomScene.Wish(RoomType.Group, "eve", "bob"), RoomScene.Now).IsRefused(room, ErrorCode.RoomNotFound);
    }

    [Fact]
    public void The_id_of_a_pairs_room_does_not_depend_on_who_asks_or_how()
    {
        var id = RoomIds.For(RoomScene.Wish(RoomType.Direct, "alice", "bob"));

        Assert.NotNull(id);
        Assert.Equal(id, RoomIds.For(RoomScene.Wish(RoomType.Direct, "bob", "alice")));
        Assert.Equal(id, RoomIds.For(RoomScene.Wish(RoomType.Direct, "alice", "bob", "alice", "bob")));
        Assert.NotEqual(id, RoomIds.For(RoomScene.Wish(RoomType.Direct, "alice", "Bob")));
        Assert.True(RoomId.TryParse(id.Value.Value, out _));
    }

    [Fact]
    public void Every_command_of_every_user_has_a_room_id_of_its_own()
    {
        var wish = RoomScene.Wish(RoomType.Group, "alice", "bob");
        Assert.Null(RoomIds.For(wish));
        CreateRoom[] wishes =
        [
            wish with { Command = new CommandId("1") },
            wish with { Command = new CommandId("2") },
            RoomScene.Wish(RoomType.Group, "bob", "alice") with { Command = new CommandId("1") },
            RoomScene.Wish(RoomType.Direct, "alice", "1"),
        ];

        Assert.Equal(4, wishes.Select(RoomIds.For).Distinct().Count());
        Assert.Equal(RoomIds.For(wishes[0]), RoomIds.For(wishes[0] with { RoomName = "another" }));
    }
}
