namespace FChat.Cluster.Tests.Thousand;

/// <summary>A thousand in one call, by processes of their own and without media.</summary>
public sealed class ThousandTests(Story story) : IClassFixture<Story>
{
    // An allowance of 20 one by one, 20 more in that second, and every 150 ms what is gathered: joins, departures, changes.
    private const int MostInASecond = 60;

    [Fact]
    public void When_999_join_at_once_everybody_knows_of_everybody_within_15_s() => Assert.InRange(story.Joining.Known, TimeSpan.Zero, TimeSpan.FromSeconds(15));

    [Fact]
    public void They_are_told_by_gathered_events_and_of_each_exactly_once()
    {
        Assert.InRange(story.Joining.Events, 1, 200);
        Assert.Equal(story.Users.Skip(1).SkipLast(1).Order(StringComparer.Ordinal), story.ToldToHost.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Nobody_gets_more_than_so_many_of_the_calls_events_in_a_second_whatever_happens() =>
        Assert.All([story.Joining, story.Killing, story.Leaving], chapter => Assert.InRange(chapter.MostInASecond, 1, MostInASecond));

    [Fact]
    public void Who_comes_late_has_all_thousand_by_the_answer_and_pages_within_a_second() => Assert.All(story.Late, late =>
    {
        Assert.InRange(late.Whole, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        Assert.Equal(story.Users.Order(StringComparer.Ordinal), late.Roster.Where(one => one.Value == "Joined").Select(one => one.Key).Order(StringComparer.Ordinal));
    });

    [Fact]
    public void When_the_silo_that_owns_it_is_killed_all_are_back_within_15_s_and_nobody_is_missing_or_there_twice()
    {
        Assert.InRange(story.Killing.Known, TimeSpan.Zero, TimeSpan.FromSeconds(15));
        Assert.Equal(story.Users.Order(StringComparer.Ordinal), story.RosterAfterKill.Where(one => one.Value == "Joined").Select(one => one.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void When_500_leave_at_once_the_others_know_within_5_s_by_gathered_events()
    {
        Assert.InRange(story.Leaving.Known, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        Assert.InRange(story.Leaving.Events, 1, 100);
        Assert.Equal(500, story.RosterAfterLeaving.Count(one => one.Value == "Joined"));
        Assert.Equal(500, story.RosterAfterLeaving.Count(one => one.Value == "Left"));
    }

    [Fact]
    public void When_the_host_ends_it_everybody_knows_within_5_s() => Assert.InRange(story.Ending.Known, TimeSpan.Zero, TimeSpan.FromSeconds(5));

    [Fact]
    public void In_all_of_it_every_promise_to_every_device_was_kept() => Assert.Empty(story.Faults.Take(20));
}
