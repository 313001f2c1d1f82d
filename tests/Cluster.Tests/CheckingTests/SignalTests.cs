using static FChat.Cluster.Tests.CheckingTests.Made;

namespace FChat.Cluster.Tests.CheckingTests;

/// <summary>What the checker finds in signals.</summary>
public sealed class SignalTests
{
    [Fact]
    public void Signals_that_came_are_in_order() =>
        Assert.Empty(new Made().Join(1, 0, 0).Send("a").Send("b").Hear(Signal(1, 1, "a"), Signal(1, 2, "b")).Faults);

    [Fact]
    public void A_lost_signal_is_found() =>
        Assert.Equal([FaultKind.SignalLost], new Made().Join(1, 0, 0).Send("a").Kinds);

    [Fact]
    public void A_lost_signal_is_found_by_the_one_after_it() =>
        Assert.Equal([FaultKind.SignalLost], new Made().Join(1, 0, 0).Send("a").Send("b").Hear(Signal(1, 1, "b")).Leave().Kinds);

    [Fact]
    public void A_lost_signal_is_found_by_a_replay_without_it() =>
        Assert.Equal([FaultKind.SignalLost], new Made().Join(1, 0, 0).Send("a").Cut().Replay().Leave().Kinds);

    [Fact]
    public void What_a_snapshot_or_a_new_epoch_gives_up_is_not_lost()
    {
        Assert.Empty(new Made().Join(1, 0, 0).Send("a").Cut().Snapshot(1, 0, 1).Faults);
        Assert.Empty(new Made().Join(1, 0, 0).Send("a").Cut().Snapshot(2, 0, 0).Send("b").Hear(Signal(2, 1, "b")).Faults);
    }

    [Fact]
    public void What_comes_when_its_target_leaves_is_not_lost() =>
        Assert.Empty(new Made().Join(1, 0, 0).Send("a").Leave().Faults);

    [Fact]
    public void A_refused_or_unknown_signal_is_not_lost() =>
        Assert.Empty(new Made().Join(1, 0, 0).Send("a", Outcome.Refused).Send("b", Outcome.Unknown).Faults);

    [Fact]
    public void A_refused_signal_that_comes_is_found() =>
        Assert.Equal([FaultKind.SignalFromNowhere], new Made().Join(1, 0, 0).Send("a", Outcome.Refused).Hear(Signal(1, 1, "a")).Kinds);

    [Fact]
    public void A_signal_that_nobody_sent_is_found() =>
        Assert.Equal([FaultKind.SignalFromNowhere], new Made().Join(1, 0, 0).Hear(Signal(1, 1, "a")).Kinds);

    [Fact]
    public void A_signal_that_comes_twice_is_found() =>
        Assert.Equal([FaultKind.SignalTwice], new Made().Join(1, 0, 0).Send("a").Hear(Signal(1, 1, "a"), Signal(1, 2, "a")).Kinds);

    [Fact]
    public void A_signal_that_is_tried_twice_and_comes_twice_is_found() => Assert.Equal(
        [FaultKind.SignalTwice],
        new Made().Join(1, 0, 0).Send("a", Outcome.Unknown, Outcome.Acknowledged).Hear(Signal(1, 1, "a"), Signal(1, 2, "a")).Kinds);

    [Fact]
    public void A_signal_that_is_tried_again_may_come_again_in_a_new_epoch() => Assert.Empty(new Made()
        .Join(1, 0, 0).Hear(Signal(1, 1, "a")).Cut().Snapshot(2, 0, 0).Send("a", Outcome.Unknown, Outcome.Acknowledged).Hear(Signal(2, 1, "a")).Faults);

    [Fact]
    public void Signals_in_the_wrong_order_are_found() => Assert.Equal(
        [FaultKind.SignalOrder],
        new Made().Join(1, 0, 0).Send("a").Send("b").Hear(Signal(1, 1, "b"), Signal(1, 2, "a")).Kinds);

    [Fact]
    public void A_signal_that_was_tried_again_may_come_late() => Assert.Empty(new Made()
        .Join(1, 0, 0).Send("a").Send("b", Outcome.Unknown, Outcome.Acknowledged).Hear(Signal(1, 1, "a"), Signal(1, 2, "b")).Faults);
}
