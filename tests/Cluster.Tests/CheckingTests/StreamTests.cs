using static FChat.Cluster.Tests.CheckingTests.Made;

namespace FChat.Cluster.Tests.CheckingTests;

/// <summary>What the checker finds in streams.</summary>
public sealed class StreamTests
{
    [Fact]
    public void A_whole_stream_is_in_order() =>
        Assert.Empty(new Made().Join(1, 4, 0).Hear(Event(1, 5), Event(1, 6)).Faults);

    [Fact]
    public void What_a_replay_or_a_snapshot_makes_up_for_is_in_order() => Assert.Empty(new Made()
        .Join(1, 0, 0).Hear(Event(1, 2)).Replay(Event(1, 1), Event(1, 2)).Hear(Event(1, 3))
        .Cut().Replay(Event(1, 4)).Hear(Event(1, 5))
        .Hear(Event(2, 1)).Snapshot(2, 3, 0).Hear(Event(2, 4)).Faults);

    [Fact]
    public void What_is_held_while_asking_and_covered_by_the_answer_is_in_order() => Assert.Empty(new Made()
        .Join(1, 0, 0).Hear(Event(1, 2)).Ask().Hear(Event(1, 3)).Step(at => new Seated(at, Seating.Replay, default, [Event(1, 1), Event(1, 2), Event(1, 3)]))
        .Hear(Event(1, 4)).Faults);

    [Fact]
    public void A_gap_that_nobody_heals_is_found() =>
        Assert.Equal([FaultKind.Gap], new Made().Join(1, 0, 0).Hear(Event(1, 1), Event(1, 3)).Kinds);

    [Fact]
    public void A_new_epoch_that_nobody_takes_a_snapshot_for_is_found() =>
        Assert.Equal([FaultKind.Gap], new Made().Join(1, 0, 0).Hear(Event(2, 1)).Kinds);

    [Fact]
    public void A_gap_in_a_replay_is_found() =>
        Assert.Equal([FaultKind.Gap], new Made().Join(1, 0, 0).Cut().Replay(Event(1, 2)).Kinds);

    [Fact]
    public void A_double_is_found() =>
        Assert.Equal([FaultKind.Twice], new Made().Join(1, 0, 0).Hear(Event(1, 1), Event(1, 1)).Kinds);

    [Fact]
    public void A_double_of_a_replay_is_found() =>
        Assert.Equal([FaultKind.Twice], new Made().Join(1, 0, 0).Cut().Replay(Event(1, 1)).Hear(Event(1, 1)).Kinds);

    [Fact]
    public void An_event_of_an_old_epoch_is_found() =>
        Assert.Equal([FaultKind.Backwards], new Made().Join(1, 0, 0).Hear(Event(2, 1)).Snapshot(2, 1, 0).Hear(Event(1, 1)).Kinds);

    [Fact]
    public void A_snapshot_behind_what_was_told_is_found()
    {
        Assert.Equal([FaultKind.Backwards], new Made().Join(1, 0, 0).Hear(Event(1, 1), Event(1, 2)).Snapshot(1, 1, 0).Kinds);
        Assert.Equal([FaultKind.Backwards], new Made().Join(2, 0, 0).Snapshot(1, 5, 0).Kinds);
    }

    [Fact]
    public void An_event_that_overtakes_the_answer_of_its_join_is_found() => Assert.Equal(
        [FaultKind.BeforeAnswer],
        new Made().Ask().Hear(Event(1, 1)).Step(at => new Seated(at, Seating.Join, new Position(1, 0, 0), [])).Kinds);

    [Fact]
    public void Two_contents_under_one_number_are_found()
    {
        var made = new Made().Join(1, 0, 0).Hear(Event(1, 1) with { Digest = 7 });
        Assert.Empty(made.WithAnother(Event(1, 1) with { Digest = 7 }).Faults);
        Assert.Equal([FaultKind.Different], made.WithAnother(Event(1, 1) with { Digest = 8 }).Kinds);
    }

    [Fact]
    public void An_end_that_is_told_twice_is_found() => Assert.Equal(
        [FaultKind.Ending],
        new Made().Join(1, 0, 0).Hear(Event(1, 1, Told.CallEnded)).Leave(Exit.EndHeard).Hear(Event(1, 1, Told.CallEnded) with { Numbering = Numbering.Copy }).Kinds);

    [Fact]
    public void An_end_that_is_never_told_is_found() => Assert.Equal(
        [FaultKind.Ending],
        new Made().Join(1, 0, 0).Cut().Over("Left").Kinds);

    [Fact]
    public void An_end_that_is_learned_by_coming_back_is_in_order() =>
        Assert.Empty(new Made().Join(1, 0, 0).Cut().Ask().Leave(Exit.EndLearned).Over("Left").Faults);
}
