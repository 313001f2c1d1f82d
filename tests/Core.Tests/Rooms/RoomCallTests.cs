using System.Collections.Immutable;
using FChat.Calls;
using FChat.Rooms;

namespace FChat.Core.Rooms;

public sealed class RoomCallTests
{
    private static readonly CallId Call = new("01J00000000000000000000001");
    private static readonly CallId Other = new("01J00000000000000000000002");

    [Fact]
    public void By_default_everybody_else_is_invited() =>
        Assert.Equal(["bob", "carol"], Invited(RoomScene.Group("alice", "bob", "carol"), null).Value.Names());

    [Fact]
    public void Somebody_who_is_named_twice_is_invited_once_and_the_caller_not_at_all() =>
        Assert.Equal(["bob"], Invited(RoomScene.Group("alice", "bob", "carol"), ["bob", "alice", "bob"]).Value.Names());

    [Theory]
    [InlineData]
    [InlineData("alice")]
    [InlineData("bob", "eve")]
    public void A_call_without_another_member_or_with_a_stranger_is_refused(params string[] participants)
    {
        var refusal = Invited(RoomScene.Group("alice", "bob"), participants).Refusal;

        Assert.Equal((ErrorCode.InvalidArgument, "participants"), (refusal!.Code, refusal.Field));
    }

    [Fact]
    public void The_last_member_has_nobody_to_call()
    {
        var refusal = Invited(RoomScene.Group("alice", "bob").Without("bob"), null).Refusal;

        Assert.Equal((ErrorCode.InvalidArgument, "participants"), (refusal!.Code, refusal.Field));
    }

    [Fact]
    public void The_room_points_to_a_call_before_it_is_told_of()
    {
        var reserved = RoomScene.Rules.Reserve(RoomScene.Group("alice", "bob"), RoomScene.By("alice", "c1"), Call);

        Assert.Equal((Call, Call), (reserved.Next.ActiveCall, reserved.Next.LastCall));
        Assert.Empty(reserved.News);
        Assert.Equal(Call, RoomRules.StartedBefore(reserved.Next, RoomScene.By("alice", "c1")));
        Assert.Null(RoomRules.StartedBefore(reserved.Next, RoomScene.By("bob", "c1")));
    }

    [Fact]
    public void A_call_that_is_over_is_told_and_remembered_by_its_command()
    {
        var room = RoomScene.Rules.Reserve(RoomScene.Group("alice", "bob"), RoomScene.By("alice", "c1"), Call).Next;
        var over = RoomRules.Release(room, Call, wasMade: true);

        Assert.Equal((null, Call), (over.Next.ActiveCall, over.Next.LastCall));
        Assert.Null(((RoomUpdated)Assert.Single(over.News).Content).Room.ActiveCallSessionId);
        Assert.Equal(Call, RoomRules.StartedBefore(over.Next, RoomScene.By("alice", "c1")));
    }

    [Fact]
    public void A_call_that_never_was_is_told_to_nobody_and_its_command_is_as_if_not_given()
    {
        var room = RoomScene.Rules.Reserve(RoomScene.Group("alice", "bob"), RoomScene.By("alice", "c1"), Call).Next;
        var gone = RoomRules.Release(room, Call, wasMade: false);

        Assert.Empty(gone.News);
        Assert.Null(RoomRules.StartedBefore(gone.Next, RoomScene.By("alice", "c1")));
    }

    [Fact]
    public void The_command_of_a_call_that_never_was_is_forgotten_though_the_pointer_went_before()
    {
        var room = RoomScene.Rules.Reserve(RoomScene.Group("alice", "bob"), RoomScene.By("alice", "c1"), Call).Next;
        room = RoomRules.Release(room, Call, wasMade: true).Next;

        Assert.Null(RoomRules.StartedBefore(RoomRules.Release(room, Call, wasMade: false).Next, RoomScene.By("alice", "c1")));
    }

    [Fact]
    public void Only_the_call_that_is_pointed_to_is_released()
    {
        var room = RoomScene.Rules.Reserve(RoomScene.Group("alice", "bob"), RoomScene.By("alice"), Call).Next;

        Assert.Same(room, RoomRules.Release(room, Other, wasMade: true).Next);
    }

    private static Outcome<ImmutableArray<UserId>> Invited(RoomState room, string[]? participants) =>
        RoomRules.Invitees(room, RoomScene.By("alice"), new InitiateCall(CallType.Audio, participants?.Select(RoomScene.User).ToImmutableArray(), null));
}
