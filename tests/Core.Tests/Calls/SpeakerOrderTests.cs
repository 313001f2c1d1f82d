using CsCheck;
using FChat.Core.Calls;
using static FChat.Tests.Calls.CallScene;

namespace FChat.Tests.Calls;

public sealed class SpeakerOrderTests
{
    private static readonly UserId[] People = [Ann, Bob, Cid, Dan, Owner];

    [Fact]
    public void Who_talks_stands_before_who_has_talked_and_the_last_one_first()
    {
        var order = new SpeakerOrder(5);
        order.Talk(Ann, true);
        order.Talk(Bob, true);
        Assert.Equal([Bob, Ann], order.Speakers);
        order.Talk(Cid, true);
        order.Talk(Cid, false);
        Assert.Equal([Bob, Ann, Cid], order.Speakers);
        order.Talk(Bob, false);
        Assert.Equal([Ann, Bob, Cid], order.Speakers);
    }

    [Fact]
    public void The_end_of_words_that_nobody_knows_of_is_nothing() => Assert.Empty(Ordered((Ann, false)).Speakers);

    [Fact]
    public void Of_too_many_the_one_who_has_been_silent_for_longest_is_forgotten()
    {
        var order = new SpeakerOrder(2);
        order.Talk(Ann, true);
        order.Talk(Bob, true);
        order.Talk(Bob, false);
        order.Talk(Cid, true);
        Assert.Equal([Cid, Ann], order.Speakers);
    }

    [Fact]
    public void Where_publishers_are_few_all_are_heard() => Assert.Equal([Ann, Bob], Ordered().Heard([Ann, Bob]).Order());

    [Fact]
    public void Of_many_those_who_talked_last_are_heard_and_then_the_first_who_came()
    {
        var order = new SpeakerOrder(2);
        order.Talk(Cid, true);
        Assert.Equal([Ann, Cid], order.Heard([Ann, Bob, Cid]).Order());
        order.Talk(Bob, true);
        Assert.Equal([Bob, Cid], order.Heard([Ann, Bob, Cid]).Order());
    }

    [Fact]
    public void Who_publishes_nothing_any_more_takes_nobodys_place()
    {
        var order = new SpeakerOrder(1);
        order.Talk(Cid, true);
        Assert.Equal([Ann], order.Heard([Ann, Bob]));
        order.Forget(Cid);
        Assert.Empty(order.Speakers);
    }

    [Fact]
    public void Nobody_is_there_twice_and_never_more_than_may_be() =>
        Gen.Select(Gen.OneOf(People), Gen.Bool).Array[0, 60].Sample(story =>
        {
            var order = new SpeakerOrder(3);
            foreach (var (user, isTalking) in story)
            {
                order.Talk(user, isTalking);
                Assert.True(order.Speakers.Length <= 3);
                Assert.Equal(order.Speakers.Length, order.Speakers.Distinct().Count());
                Assert.True(!isTalking || order.Speakers[0] == user);
                Assert.Equal(3, order.Heard(People).Count);
            }
        });

    private static SpeakerOrder Ordered(params (UserId User, bool IsTalking)[] talks)
    {
        var order = new SpeakerOrder(5);
        foreach (var (user, isTalking) in talks)
        {
            order.Talk(user, isTalking);
        }

        return order;
    }
}
