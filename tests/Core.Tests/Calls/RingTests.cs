using FChat.Calls;
using FChat.Core.Calls;
using FChat.Presence;
using static FChat.Tests.Calls.CallScene;

namespace FChat.Tests.Calls;

public sealed class RingTests
{
    [Fact]
    public void A_call_rings_every_invitee_and_tells_the_callers_other_devices()
    {
        var scene = OfThree();
        Assert.Single(scene.Outgoing.NoticesTo<RingStarted>(Bob));
        Assert.Single(scene.Outgoing.NoticesTo<RingStarted>(Cid));
        Assert.Empty(scene.Outgoing.NoticesTo<RingStarted>(Ann));
        Assert.IsType<CallInitiated>(Assert.Single(scene.Outgoing.NoticesTo<EventCopy>(Ann)).Content.Event);
    }

    [Fact]
    public void The_caller_is_invited_as_host_and_not_joined()
    {
        var caller = OfTwo().Call.Participants[Ann];
        Assert.Equal((ParticipantStatus.Invited, ParticipantRole.Host), (caller.Status, caller.Role));
    }

    [Fact]
    public void A_ring_that_reaches_nobodys_device_leaves_the_call_initiated() => Assert.Equal(CallStatus.Initiated, OfTwo().Call.Status);

    [Fact]
    public void A_reject_stops_the_ring_on_the_users_other_devices_only()
    {
        var scene = OfThree();
        var told = scene.Done(new RejectCall(Bob, null, RejectReason.Busy) { From = new ConnectionId("here") });
        var stop = Assert.Single(told.NoticesTo<RingStopped>(Bob));
        Assert.Equal(new CallRingStopped(RingStopReason.RejectedElsewhere), stop.Content!.Event);
        Assert.Equal(new ConnectionId("here"), stop.Except);
        Assert.Empty(told.NoticesTo<RingStopped>(Cid));
        Assert.Equal(ParticipantStatus.Invited, scene.StatusOf(Cid));
    }

    [Fact]
    public void The_device_that_called_is_not_told_that_it_stops_to_ring()
    {
        var scene = OfTwo();
        var here = new ConnectionId("here");
        var ended = scene.Decide(new RejectCall(Bob, null, RejectReason.Declined));
        var told = new Announcements(ended.Next, new CallStream(ended.Next.Id, 1), scene.Now, here).Plan(ended.Facts);
        Assert.Equal(here, Assert.Single(told.NoticesTo<RingStopped>(Ann)).Except);
    }

    [Fact]
    public void A_reject_is_told_to_the_caller_who_has_not_joined()
    {
        var told = OfThree().Done(new RejectCall(Bob, null, RejectReason.Busy));
        Assert.Equal(new CallRejected(Bob, RejectReason.Busy), Assert.Single(told.NoticesTo<EventCopy>(Ann)).Content.Event);
    }

    [Fact]
    public void A_caller_who_is_in_hears_of_the_reject_that_ends_the_call_once_and_before_the_end()
    {
        var told = OfTwo().Joined(Ann).Done(new RejectCall(Bob, null, RejectReason.Declined));
        Assert.Equal([typeof(CallRejected), typeof(CallEnded)], told.OfType<Broadcast>().Select(b => b.Content.Event.GetType()));
        Assert.IsType<CallEnded>(Assert.Single(told.NoticesTo<EventCopy>(Ann)).Content.Event);
    }

    [Fact]
    public void A_reject_by_somebody_who_has_joined_does_nothing() =>
        Assert.Empty(TwoConnected().Done(new RejectCall(Bob, null, RejectReason.Declined)));

    [Fact]
    public void A_reject_by_the_caller_does_nothing()
    {
        var scene = OfTwo();
        Assert.Empty(scene.Done(new RejectCall(Ann, null, RejectReason.Declined)));
        Assert.False(scene.Call.IsOver);
    }

    [Fact]
    public void An_answer_stops_the_ring_on_the_users_other_devices()
    {
        var told = OfTwo().Done(Join(Bob));
        var stop = Assert.Single(told.NoticesTo<RingStopped>(Bob));
        Assert.Equal(new CallRingStopped(RingStopReason.AnsweredElsewhere), stop.Content!.Event);
        Assert.Equal(SeatOf(Bob).Connection, stop.Except);
    }

    [Fact]
    public void Invitees_who_do_not_answer_become_missed_though_the_call_goes_on()
    {
        var scene = OfThree().Joined(Ann).Joined(Bob);
        scene.After(40).Done(new SeatsSeen(Gateway, [SeatOf(Ann).Connection!.Value, SeatOf(Bob).Connection!.Value]));
        var told = scene.Tick(TimeSpan.FromSeconds(5));
        Assert.Equal(ParticipantStatus.Missed, scene.StatusOf(Cid));
        Assert.Equal(CallStatus.Connected, scene.Call.Status);
        Assert.Equal(new CallRingStopped(RingStopReason.Missed), Assert.Single(told.NoticesTo<RingStopped>(Cid)).Content!.Event);
        Assert.Null(scene.Call.RingExpiresAt);
    }

    [Fact]
    public void A_missed_call_stops_every_ring_and_tells_everybody_invited()
    {
        var scene = OfThree();
        var told = scene.Tick(scene.Rules.RingTime);
        foreach (var user in new[] { Bob, Cid })
        {
            Assert.Equal(new CallRingStopped(RingStopReason.Missed), Assert.Single(told.NoticesTo<RingStopped>(user)).Content!.Event);
            Assert.IsType<CallEnded>(Assert.Single(told.NoticesTo<EventCopy>(user)).Content.Event);
            Assert.Equal(ParticipantStatus.Missed, scene.StatusOf(user));
        }
    }

    [Fact]
    public void One_moment_before_the_ring_time_nothing_happens()
    {
        var scene = OfTwo();
        Assert.Empty(scene.Tick(scene.Rules.RingTime - TimeSpan.FromMilliseconds(1)));
        Assert.False(scene.Call.IsOver);
    }

    [Fact]
    public void A_cancelled_call_stops_the_ring_as_cancelled()
    {
        var told = OfTwo().Done(new LeaveCall(Ann, null));
        Assert.Equal(new CallRingStopped(RingStopReason.Cancelled), Assert.Single(told.NoticesTo<RingStopped>(Bob)).Content!.Event);
    }

    [Fact]
    public void The_first_device_that_rings_makes_the_call_ringing_and_the_second_one_nothing()
    {
        var scene = OfThree().Joined(Ann);
        Assert.Equal(CallStatus.Ringing, Assert.Single(scene.Done(new DeviceRings(Bob)).Broadcasts<CallUpdated>()).CallStatus);
        Assert.Empty(scene.Done(new DeviceRings(Cid)).Broadcasts<CallUpdated>());
        Assert.Empty(scene.Done(new DeviceRings(Cid)));
    }

    [Fact]
    public void Somebody_who_rejected_may_still_join_late()
    {
        var scene = ThreeConnected();
        scene.Done(new LeaveCall(Bob, null));
        scene.Done(Join(Bob));
        Assert.Equal(ParticipantStatus.Joined, scene.StatusOf(Bob));
    }

    [Fact]
    public void After_a_loss_of_memory_waiting_people_are_rung_again_in_a_new_epoch()
    {
        var scene = OfThree();
        scene.Done(new RejectCall(Bob, null, RejectReason.Declined));
        var told = scene.Done(new Awake());
        Assert.Equal(2, scene.Call.Epoch);
        Assert.Single(told.NoticesTo<RingStarted>(Cid));
        Assert.Empty(told.NoticesTo<RingStarted>(Bob));
    }

    [Fact]
    public void A_call_that_wakes_after_its_ring_time_is_missed()
    {
        var scene = OfTwo().After(50);
        scene.Done(new Awake());
        Assert.Equal((CallStatus.Missed, EndReason.NoAnswer), (scene.Call.Status, scene.Call.EndReason));
    }
}
