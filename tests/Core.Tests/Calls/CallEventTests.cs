using FChat.Calls;
using FChat.Core.Calls;
using static FChat.Tests.Calls.CallScene;

namespace FChat.Tests.Calls;

/// <summary>What programs outside hear of a call.</summary>
public sealed class CallEventTests
{
    [Fact]
    public void A_call_that_is_answered_and_left_tells_all_of_it_in_order_and_its_end_last()
    {
        var scene = OfTwoRecorded().Joined(Ann).Joined(Bob);
        scene.Done(new LeaveCall(Bob, null));

        Assert.Equal(
            ["CallStarted", "ParticipantJoined ann", "ParticipantJoined bob", "CallAnswered", "ParticipantLeft bob Left", "ParticipantLeft ann", "CallEnded"],
            Told(scene));
        Assert.Equal(Enumerable.Range(1, 7).Select(n => (long)n), scene.Call.Events!.Select(e => e.Seq));
    }

    [Fact]
    public void A_call_that_nobody_answers_is_missed_and_then_ended()
    {
        var scene = OfTwoRecorded();
        scene.Tick(scene.Rules.RingTime);

        Assert.Equal(["CallStarted", "CallMissed", "CallEnded"], Told(scene));
    }

    [Fact]
    public void A_repeated_command_a_signal_and_a_flag_tell_nothing()
    {
        var scene = OfTwoRecorded().Joined(Ann).Joined(Bob);
        var before = Told(scene);
        scene.Done(Join(Bob));
        scene.Done(new UpdateMediaState(Bob, null, true, null, null, null));

        Assert.Equal(before, Told(scene));
    }

    [Fact]
    public void Events_that_are_in_SQL_are_dropped_and_their_numbers_go_on()
    {
        var scene = OfTwoRecorded().Joined(Ann);
        var kept = scene.Call.WithoutEventsTo(scene.Call.Revision);
        Assert.Null(kept.Events);

        var next = CallMachine.Decide(kept, Join(Bob), scene.Now, scene.Rules).Next;
        Assert.Equal([3L, 4L], next.Events!.Select(e => e.Seq));
    }

    [Fact]
    public void Without_receivers_nothing_is_kept() => Assert.Equal((null, null), (TwoConnected().Call.Events, TwoConnected().Call.EventSeq));

    private static IEnumerable<string> Told(CallScene scene) => scene.Call.Events!.Select(e => $"{e.Type} {e.User} {e.Reason}".Trim().Replace("  ", " ", StringComparison.Ordinal));
}
