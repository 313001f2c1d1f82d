using static FChat.Cluster.Tests.CheckingTests.Made;

namespace FChat.Cluster.Tests.CheckingTests;

/// <summary>What the checker finds in what is kept.</summary>
public sealed class StateTests
{
    private static readonly Aim InCall = new(Call);
    private static readonly Aim InRoom = new(Room: Room);

    [Fact]
    public void A_join_that_a_later_view_lacks_is_found() => Assert.Equal(
        [FaultKind.NotDurable],
        new Made().Do(Receiver, "join_call", InCall).Join(1, 0, 0).See(Receiver, "Left").Kinds);

    [Fact]
    public void A_leave_that_a_later_view_lacks_is_found() => Assert.Equal(
        [FaultKind.NotDurable],
        new Made().Do(Receiver, "join_call", InCall).Join(1, 0, 0).Do(Receiver, "leave_call", InCall).Leave().See(Receiver, "Reconnecting").Kinds);

    [Fact]
    public void Whoever_was_cut_off_may_have_been_given_up() =>
        Assert.Empty(new Made().Do(Receiver, "join_call", InCall).Join(1, 0, 0).Cut().See(Receiver, "Left").Faults);

    [Fact]
    public void A_view_says_nothing_of_what_is_under_way() => Assert.Empty(new Made()
        .Do(Receiver, "join_call", InCall).Do(Receiver, "leave_call", InCall, null, Outcome.Unknown).See(Receiver, "Joined").See(Receiver, "Left").Faults);

    [Fact]
    public void A_join_or_leave_that_the_history_lacks_is_found()
    {
        Assert.Equal([FaultKind.NotDurable], new Made().Do(Receiver, "join_call", InCall).Over("Missed", hasJoined: false).Kinds);
        Assert.Equal(
            [FaultKind.NotDurable],
            new Made().Do(Receiver, "join_call", InCall).Do(Receiver, "leave_call", InCall).Over("Joined").Kinds);
    }

    [Fact]
    public void A_lost_message_is_found() => Assert.Equal(
        [FaultKind.NotDurable],
        new Made().Do(Sender, "send_message", InRoom with { Tag = "m" }, "1").InTheEnd(Truths.WithRoom([Sender])).Kinds);

    [Fact]
    public void A_message_that_is_kept_twice_is_found() => Assert.Equal(
        [FaultKind.ActedTwice],
        new Made().Do(Sender, "send_message", InRoom with { Tag = "m" }, "2", Outcome.Unknown, Outcome.Acknowledged).InTheEnd(Truths.WithRoom([Sender], (1, "m"), (2, "m"))).Kinds);

    [Fact]
    public void A_hole_between_messages_is_found() =>
        Assert.Equal([FaultKind.NotDurable], new Made().InTheEnd(Truths.WithRoom([Sender], (1, "x"), (3, "y"))).Kinds);

    [Fact]
    public void A_member_who_is_not_added_or_not_removed_is_found()
    {
        var guest = InRoom with { Target = "guest" };
        var added = new Made().Do(Sender, "add_room_member", guest);
        Assert.Equal([FaultKind.NotDurable], added.InTheEnd(Truths.WithRoom([Sender])).Kinds);
        Assert.Empty(added.InTheEnd(Truths.WithRoom([Sender, "guest"])).Faults);
        Assert.Equal([FaultKind.NotDurable], added.Do(Sender, "remove_room_member", guest).Kinds);
        Assert.Empty(added.Do(Sender, "add_room_member", guest, null, Outcome.Unknown).Faults);
    }

    [Fact]
    public void A_call_that_the_history_lacks_is_found() => Assert.Equal(
        [FaultKind.NotDurable],
        new Made().Do(Sender, "initiate_call", InRoom, "c1").InTheEnd(Truths.WithRoom([Sender])).Kinds);

    [Fact]
    public void Two_live_calls_in_one_room_are_found() => Assert.Equal(
        [FaultKind.TwoCalls],
        new Made().Do(Sender, "initiate_call", InRoom, "c1").Do(Sender, "initiate_call", InRoom, "c2").InTheEnd(Truths.WithCalls(("c1", 0, 10), ("c2", 9, 20))).Kinds);

    [Fact]
    public void A_command_that_starts_two_calls_is_found() => Assert.Equal(
        [FaultKind.ActedTwice],
        new Made().Do(Sender, "initiate_call", InRoom, "c2", Outcome.Unknown, Outcome.Acknowledged).InTheEnd(Truths.WithCalls(("c1", 0, 10), ("c2", 10, 20))).Kinds);

    [Fact]
    public void Somebody_who_stays_for_longer_than_a_minute_is_found()
    {
        var silent = new Made().FallSilent(Receiver).Wait(50).See(Receiver, "Reconnecting");
        Assert.Empty(silent.Faults);
        Assert.Equal([FaultKind.Ghost], silent.Wait(15).See(Receiver, "Reconnecting").Kinds);
    }

    [Fact]
    public void A_call_that_outlives_everybody_is_found() =>
        Assert.Equal([FaultKind.Ghost], new Made().InTheEnd(truth => truth with { OpenCalls = ["c1"] }).Kinds);
}
