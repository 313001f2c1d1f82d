using FChat.Rooms;

namespace FChat.Core.Rooms;

public sealed class RoomMessagesTests
{
    [Fact]
    public void Messages_are_numbered_from_one_and_told_to_everybody()
    {
        var first = RoomScene.Group("alice", "bob").Says("alice");
        var second = first.Next.Says("bob");

        Assert.Equal((1, 2), (first.Answer.Value!.Seq, second.Answer.Value!.Seq));
        Assert.Equal(["alice", "bob"], Assert.Single(second.News).To.Names());
        Assert.Equal(2, ((MessageCreated)second.News[0].Content).Message.Seq);
    }

    [Fact]
    public void More_messages_than_may_wait_for_the_ledger_are_refused_until_it_has_taken_some()
    {
        var room = RoomScene.Group("alice", "bob").Says("alice").Next.Says("alice").Next.Says("alice").Next;
        room.Says("alice").IsRefused(room, ErrorCode.Unavailable);

        var taken = RoomRules.Projected(room, room.Revision, 2);
        Assert.Equal(4, taken.Says("alice").Answer.Value!.Seq);
    }

    [Fact]
    public void Longer_messages_than_may_wait_for_the_ledger_together_are_refused()
    {
        var room = RoomScene.Group("alice", "bob").Says("alice", new string('x', 60)).Next;

        room.Says("alice", new string('x', 41)).IsRefused(room, ErrorCode.Unavailable);
        Assert.True(room.Says("alice", new string('x', 40)).Answer.IsDone);
    }

    [Fact]
    public void What_the_ledger_had_longer_ago_does_not_bring_old_messages_back()
    {
        var room = RoomScene.Group("alice", "bob").Says("alice").Next.Says("alice").Next;
        room = RoomRules.Projected(room, 3, 2);
        room = RoomRules.Projected(room, 2, 1);

        Assert.Equal(3, room.ProjectedRevision);
        Assert.Empty(room.Unwritten);
    }

    [Fact]
    public void A_read_mark_never_goes_back_and_not_past_the_last_message()
    {
        var room = RoomScene.Group("alice", "bob").Says("alice").Next.Says("alice").Next;
        room = RoomRules.MarkRead(room, RoomScene.By("bob"), 2).Next;

        Assert.Same(room, RoomRules.MarkRead(room, RoomScene.By("bob"), 1).Next);
        Assert.Equal("seq", RoomRules.MarkRead(room, RoomScene.By("bob"), 3).IsRefused(room, ErrorCode.InvalidArgument).Field);
        Assert.Equal("seq", RoomRules.MarkRead(room, RoomScene.By("bob"), -1).IsRefused(room, ErrorCode.InvalidArgument).Field);
        Assert.Equal((2, null), (room.View(RoomScene.User("bob")).ReadSeq, room.View().ReadSeq));
    }

    [Fact]
    public void A_repeated_command_answers_its_first_result_and_changes_nothing()
    {
        var first = RoomScene.Group("alice", "bob").Says("alice", command: "c1");
        var again = first.Next.Says("alice", "something else", "c1", seconds: 119);

        Assert.Same(first.Next, again.Next);
        Assert.Equal(first.Answer.Value, again.Answer.Value);
        Assert.Empty(again.News);
    }

    [Theory]
    [InlineData("bob", "c1", 0)]
    [InlineData("alice", "c2", 0)]
    [InlineData("alice", "c1", 121)]
    public void Another_users_command_another_id_and_one_from_long_ago_are_new(string user, string command, double seconds)
    {
        var room = RoomScene.Group("alice", "bob").Says("alice", command: "c1").Next;

        Assert.Equal(2, room.Says(user, command: command, seconds: seconds).Answer.Value!.Seq);
    }

    [Fact]
    public void The_same_id_under_another_act_is_another_command()
    {
        var room = RoomScene.Group("alice", "bob").Says("alice", command: "c1").Next;

        Assert.Equal(3, RoomScene.Rules.AddMember(room, RoomScene.By("alice", "c1"), RoomScene.User("carol")).Next.Members.Length);
    }

    [Fact]
    public void A_member_who_was_removed_again_is_not_added_by_a_repeated_command()
    {
        var room = RoomScene.Rules.AddMember(RoomScene.Group("alice", "bob"), RoomScene.By("alice", "c1"), RoomScene.User("carol")).Next.Without("carol");
        var again = RoomScene.Rules.AddMember(room, RoomScene.By("alice", "c1"), RoomScene.User("carol"));

        Assert.Same(room, again.Next);
        Assert.True(again.Answer.IsDone);
    }

    [Fact]
    public void Who_removed_itself_may_repeat_it()
    {
        var room = RoomScene.Rules.RemoveMember(RoomScene.Group("alice", "bob"), RoomScene.By("bob", "c1"), RoomScene.User("bob")).Next;

        Assert.True(RoomScene.Rules.RemoveMember(room, RoomScene.By("bob", "c1"), RoomScene.User("bob")).Answer.IsDone);
        RoomScene.Rules.RemoveMember(room, RoomScene.By("bob", "c2"), RoomScene.User("bob")).IsRefused(room, ErrorCode.NotAMember);
    }

    [Fact]
    public void No_more_commands_are_taken_than_can_be_remembered()
    {
        var room = RoomScene.Group("alice", "bob").Says("alice", command: "c1").Next.Says("alice", command: "c2", seconds: 60).Next;

        room.Says("alice", command: "c3", seconds: 61).IsRefused(room, ErrorCode.RateLimited);
        Assert.True(room.Says("alice", seconds: 61).Answer.IsDone);
        var later = room.Says("alice", command: "c3", seconds: 121).Next;
        Assert.Equal(["c2", "c3"], later.Receipts.Select(receipt => receipt.Command.Value));
    }
}
