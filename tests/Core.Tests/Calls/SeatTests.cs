using System.Collections.Immutable;
using FChat.Calls;
using FChat.Core.Calls;
using static FChat.Tests.Calls.CallScene;

namespace FChat.Tests.Calls;

public sealed class SeatTests
{
    [Fact]
    public void Joining_again_from_the_same_connection_emits_nothing() => Assert.Empty(TwoConnected().Done(Join(Bob)));

    [Fact]
    public void A_second_device_takes_over_and_the_first_one_is_told()
    {
        var scene = ThreeConnected();
        var told = scene.Done(Join(Bob, "desk"));
        Assert.Equal([new Departure(Bob, LeaveReason.TakenOver)], Assert.Single(told.Broadcasts<CallParticipantLeft>()).Left);
        Assert.Equal(Bob, Assert.Single(Assert.Single(told.Broadcasts<CallParticipantJoined>()).Joined).User);
        var closed = Assert.Single(told.OfType<SeatClosed>());
        Assert.Equal(SeatOf(Bob), closed.Seat);
        Assert.IsType<CallParticipantLeft>(closed.Content!.Event);
        Assert.Equal(SeatOf(Bob, "desk"), scene.Call.Participants[Bob].Seat);
    }

    [Fact]
    public void The_copy_for_the_device_taken_over_uses_no_number()
    {
        var scene = ThreeConnected();
        var before = scene.SeqStateOf(Ann).Seq;
        var told = scene.Done(Join(Bob, "desk"));
        Assert.Equal(before, Assert.Single(told.OfType<SeatClosed>()).Content!.Stamp!.Seq);
        Assert.Equal([before + 1, before + 2], told.OfType<Broadcast>().Select(b => b.Content.Stamp!.Seq));
    }

    [Fact]
    public void A_reload_of_the_same_device_moves_the_seat_without_a_word_to_others()
    {
        var scene = TwoConnected();
        var told = scene.Done(new JoinCall(Bob, null, null, SeatOf(Bob, "phone", "new-connection")));
        Assert.Empty(told.OfType<Broadcast>());
        Assert.Equal(new ConnectionId("new-connection"), scene.Call.Participants[Bob].Seat!.Connection);
    }

    [Fact]
    public void A_lost_connection_makes_reconnecting_and_a_resume_makes_joined()
    {
        var scene = TwoConnected();
        var lost = scene.Done(new LoseConnection(Bob, SeatOf(Bob).Connection!.Value));
        Assert.Equal(ParticipantStatus.Reconnecting, Assert.Single(Assert.Single(lost.Broadcasts<CallParticipantUpdated>()).Updated).Status);
        var back = scene.After(29).Done(new TakeSeat(Bob, SeatOf(Bob, "phone", "next")));
        Assert.Equal(ParticipantStatus.Joined, Assert.Single(Assert.Single(back.Broadcasts<CallParticipantUpdated>()).Updated).Status);
    }

    [Fact]
    public void Liveness_is_never_stored()
    {
        var scene = TwoConnected();
        Assert.False(scene.Decide(new LoseConnection(Bob, SeatOf(Bob).Connection!.Value)).IsDurable);
        Assert.False(scene.Decide(new SeatsSeen(Gateway, [SeatOf(Bob).Connection!.Value])).IsDurable);
        Assert.False(scene.Decide(new TakeSeat(Bob, SeatOf(Bob, "phone", "next"))).IsDurable);
    }

    [Fact]
    public void A_lost_connection_that_is_not_the_seats_changes_nothing() =>
        Assert.Empty(TwoConnected().Done(new LoseConnection(Bob, new ConnectionId("other"))));

    [Fact]
    public void In_a_call_of_two_the_grace_ends_both_as_connection_lost()
    {
        var scene = TwoConnected();
        scene.Done(new LoseConnection(Bob, SeatOf(Bob).Connection!.Value));
        scene.After(20).Done(new SeatsSeen(Gateway, [SeatOf(Ann).Connection!.Value]));
        var told = scene.Tick(TimeSpan.FromSeconds(10));
        Assert.Equal((CallStatus.Ended, EndReason.ConnectionLost), (scene.Call.Status, scene.Call.EndReason));
        Assert.Equal([typeof(CallParticipantLeft), typeof(CallEnded)], told.OfType<Broadcast>().Select(b => b.Content.Event.GetType()));
    }

    [Fact]
    public void A_caller_lost_before_anybody_answered_cancels_as_connection_lost()
    {
        var scene = OfTwo().Joined(Ann);
        scene.Done(new LoseConnection(Ann, SeatOf(Ann).Connection!.Value));
        scene.Tick(scene.Rules.ReconnectGrace);
        Assert.Equal((CallStatus.Cancelled, EndReason.ConnectionLost), (scene.Call.Status, scene.Call.EndReason));
    }

    [Fact]
    public void A_gateways_end_loses_its_seats_only()
    {
        var scene = TwoConnected();
        scene.Done(new JoinCall(Cid, null, null, new Seat(new GatewayId("g2"), new ConnectionId("c"), null)));
        scene.Done(new GatewayGone(Gateway));
        Assert.Equal(
            [ParticipantStatus.Reconnecting, ParticipantStatus.Reconnecting, ParticipantStatus.Joined],
            new[] { Ann, Bob, Cid }.Select(scene.StatusOf));
    }

    [Fact]
    public void A_seat_nobody_vouches_for_is_gone_within_sixty_seconds()
    {
        var scene = TwoConnected();
        var joined = scene.Now;
        while (!scene.Call.IsOver)
        {
            scene.Tick(CallMachine.NextDeadline(scene.Call, scene.Rules)!.Value - scene.Now);
        }

        Assert.InRange(scene.Now - joined, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(60));
        Assert.Equal(EndReason.ConnectionLost, scene.Call.EndReason);
    }

    [Fact]
    public void A_gateway_that_vouches_brings_an_unsure_seat_back()
    {
        var scene = TwoConnected();
        scene.Done(new Awake());
        Assert.Equal(ParticipantStatus.Reconnecting, scene.StatusOf(Bob));
        scene.Done(new SeatsSeen(Gateway, [SeatOf(Bob).Connection!.Value]));
        Assert.Equal([ParticipantStatus.Reconnecting, ParticipantStatus.Joined], new[] { Ann, Bob }.Select(scene.StatusOf));
    }

    [Fact]
    public void A_participant_by_http_stays_while_it_makes_requests_and_goes_without()
    {
        var scene = OfTwo().Joined(Ann);
        scene.Done(new JoinCall(Bob, null, null, new Seat(Gateway, null, null)));
        Assert.True(KeepAlive(scene, Ann, Bob, times: 5));
        scene.After(scene.Rules.HttpTimeout).Done(new SeatsSeen(Gateway, [SeatOf(Ann).Connection!.Value]));
        scene.Done(new Tick());
        Assert.Equal(EndReason.ConnectionLost, scene.Call.EndReason);
    }

    [Fact]
    public void A_poll_by_http_does_not_take_the_seat_of_a_live_connection()
    {
        var scene = TwoConnected();
        Assert.Empty(scene.Done(new TakeSeat(Bob, new Seat(Gateway, null, null))));
        Assert.Equal(SeatOf(Bob), scene.Call.Participants[Bob].Seat);
    }

    [Fact]
    public void A_poll_by_http_for_another_connection_does_not_take_the_seat_of_a_live_one_and_takes_that_of_a_lost_one()
    {
        var scene = TwoConnected();
        var poll = new TakeSeat(Bob, new Seat(Gateway, new ConnectionId("newest"), null)) { IsPoll = true };
        Assert.Empty(scene.Done(poll));
        Assert.Equal(SeatOf(Bob), scene.Call.Participants[Bob].Seat);
        scene.Done(new LoseConnection(Bob, SeatOf(Bob).Connection!.Value));
        scene.Done(poll);
        Assert.Equal((new ConnectionId("newest"), ParticipantStatus.Joined), (scene.Call.Participants[Bob].Seat!.Connection!.Value, scene.StatusOf(Bob)));
    }

    [Fact]
    public void A_participant_by_http_who_has_a_connection_now_is_told_by_it()
    {
        var scene = OfTwo().Joined(Ann);
        scene.Done(new JoinCall(Bob, null, null, new Seat(Gateway, null, null)));
        var told = scene.Done(new TakeSeat(Bob, SeatOf(Bob)) { IsPoll = true });
        Assert.Empty(told.OfType<Broadcast>());
        Assert.Equal(SeatOf(Bob), scene.Call.Participants[Bob].Seat);
    }

    [Fact]
    public void A_device_that_slept_through_a_takeover_does_not_get_its_seat_back()
    {
        var scene = TwoConnected();
        scene.Done(Join(Bob, "desk"));
        scene.Done(new Awake());
        var refusal = scene.Refused(new TakeSeat(Bob, SeatOf(Bob, "phone", "later")));
        Assert.Equal((ErrorCode.NotAParticipant, LeaveReason.TakenOver), (refusal.Code, refusal.Reason));
        Assert.Equal(SeatOf(Bob, "desk"), scene.Call.Participants[Bob].Seat);
    }

    [Fact]
    public void A_device_that_comes_back_after_the_grace_is_not_told_of_a_takeover()
    {
        var scene = ThreeConnected();
        scene.Done(new LoseConnection(Bob, SeatOf(Bob).Connection!.Value));
        scene.After(scene.Rules.ReconnectGrace).Done(new Tick());
        var refusal = scene.Refused(new TakeSeat(Bob, SeatOf(Bob, "phone", "later")));
        Assert.Equal((ErrorCode.NotAParticipant, null), (refusal.Code, refusal.Reason));
    }

    [Fact]
    public void Leaving_twice_emits_once()
    {
        var scene = ThreeConnected();
        Assert.NotEmpty(scene.Done(new LeaveCall(Bob, null)));
        Assert.Empty(scene.Done(new LeaveCall(Bob, null)));
    }

    [Fact]
    public void A_call_of_two_ends_with_left_and_then_ended_for_the_leaver_too()
    {
        var told = TwoConnected().Done(new LeaveCall(Bob, null));
        Assert.Equal([typeof(CallParticipantLeft), typeof(CallEnded)], told.OfType<Broadcast>().Select(b => b.Content.Event.GetType()));
        Assert.Contains(told.NoticesTo<FChat.Presence.EventCopy>(Bob), n => n.Content.Event is CallEnded);
    }

    [Fact]
    public void A_call_that_is_full_refuses_the_next_one()
    {
        var scene = OfThree();
        var rules = scene.Rules with { MaxParticipants = 2 };
        scene.Joined(Ann).Joined(Bob);
        var refusal = CallMachine.Decide(scene.Call, Join(Cid), scene.Now, rules).Refusal;
        Assert.Equal((ErrorCode.RoomFull, 2), (refusal!.Code, refusal.Limit!.Value));
    }

    private static bool KeepAlive(CallScene scene, UserId byHub, UserId byHttp, int times)
    {
        ImmutableHashSet<ConnectionId> connections = [SeatOf(byHub).Connection!.Value];
        for (var i = 0; i < times; i++)
        {
            scene.After(20);
            scene.Done(new SeatsSeen(Gateway, connections));
            scene.Done(new ShowLife(byHttp));
            scene.Done(new Tick());
        }

        return !scene.Call.IsOver;
    }
}
