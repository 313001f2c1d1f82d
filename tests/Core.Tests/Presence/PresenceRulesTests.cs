using FChat.Core.Rooms;
using FChat.Presence;

namespace FChat.Core.Presence;

public sealed class PresenceRulesTests
{
    private static readonly DateTimeOffset Now = RoomScene.Now;
    private static readonly UserId Alice = new("alice");

    [Theory]
    [InlineData(UserStatus.Online, ChatStatus.Online)]
    [InlineData(UserStatus.Away, ChatStatus.Away)]
    [InlineData(UserStatus.Busy, ChatStatus.Busy)]
    [InlineData(UserStatus.Invisible, ChatStatus.Offline)]
    public void Others_see_the_chosen_status_of_somebody_who_is_there(UserStatus chosen, ChatStatus seen) =>
        Assert.Equal(seen, UserRules.Seen(Alice, new UserState { Status = chosen }, new UserActivity(HasDevice: true, InCall: false, Now)).ChatStatus);

    [Fact]
    public void An_invisible_user_in_a_call_looks_like_one_who_left_when_they_became_invisible()
    {
        var invisible = UserRules.Choose(new UserState(), UserStatus.Invisible, null, Now).Value!;
        var seen = UserRules.Seen(Alice, invisible, new UserActivity(HasDevice: true, InCall: true, Now.AddHours(1)));

        Assert.Equal(new PresenceView(Alice, null, ChatStatus.Offline, Now, InCall: false), seen);
    }

    [Fact]
    public void Somebody_without_a_device_is_offline_whatever_they_chose()
    {
        var user = new UserState { Status = UserStatus.Busy, LastSeen = Now };

        Assert.Equal(
            new PresenceView(Alice, null, ChatStatus.Offline, Now, InCall: false),
            UserRules.Seen(Alice, user, new UserActivity(HasDevice: false, InCall: true, Now.AddHours(1))));
    }

    [Fact]
    public void A_repeated_choice_changes_nothing()
    {
        var busy = UserRules.Choose(new UserState(), UserStatus.Busy, new CommandId("c1"), Now).Value!;
        var away = UserRules.Choose(busy, UserStatus.Away, null, Now).Value!;

        Assert.Same(away, UserRules.Choose(away, UserStatus.Away, null, Now).Value);
        Assert.Same(away, UserRules.Choose(away, UserStatus.Busy, new CommandId("c1"), Now.AddSeconds(119)).Value);
        Assert.Equal(UserStatus.Busy, UserRules.Choose(away, UserStatus.Busy, new CommandId("c1"), Now.AddSeconds(121)).Value!.Status);
    }

    [Fact]
    public void More_choices_than_can_be_remembered_are_refused()
    {
        var user = new UserState();
        for (var i = 0; i < UserRules.MostReceipts; i++)
        {
            user = UserRules.Choose(user, UserStatus.Busy, new CommandId($"{i}"), Now).Value!;
        }

        Assert.Equal(ErrorCode.RateLimited, UserRules.Choose(user, UserStatus.Away, new CommandId("one more"), Now).Refusal!.Code);
        Assert.Equal(UserStatus.Away, UserRules.Choose(user, UserStatus.Away, new CommandId("one more"), Now.AddMinutes(3)).Value!.Status);
    }

    [Fact]
    public void People_who_are_told_the_same_are_told_together_and_nobody_of_strangers()
    {
        PresenceView[] changes = [View("a"), View("b"), View("c")];
        (string, string)[] pairs = [("a", "x"), ("a", "x"), ("b", "x"), ("a", "y"), ("b", "y"), ("a", "z"), ("stranger", "z")];
        var audiences = PresenceAudiences.Of(changes, pairs.Select(p => (new UserId(p.Item1), new UserId(p.Item2))))
            .Select(audience => (
                string.Join(' ', audience.Changes.Select(change => change.User)),
                string.Join(' ', audience.People.Order())));

        Assert.Equal([("a b", "x y"), ("a", "z")], audiences);
    }

    private static PresenceView View(string user) => new(new UserId(user), null, ChatStatus.Online, Now, InCall: false);
}
