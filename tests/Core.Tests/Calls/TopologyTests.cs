using FChat.Calls;
using FChat.Core.Calls;
using static FChat.Tests.Calls.CallScene;

namespace FChat.Tests.Calls;

/// <summary>When a call's media goes through a media server. Ann, Bob and Cid are in a video call whose mesh holds two, where nothing else is said.</summary>
public sealed class TopologyTests
{
    private static readonly SfuView First = new(1, Available: true);

    [Fact]
    public void One_more_than_the_mesh_holds_brings_the_media_server_in_and_is_told_before_they_come()
    {
        var scene = OfThree(WithSfu).Joined(Ann).Joined(Bob);
        Assert.Equal(Topology.Mesh, scene.Call.Topology);

        var told = scene.Done(Join(Cid)).OfType<Broadcast>().Select(b => b.Content.Event).ToList();

        Assert.Equal(Topology.Sfu, scene.Call.Topology);
        Assert.Equal(Topology.Sfu, Assert.IsType<CallUpdated>(told[0]).Topology);
        Assert.IsType<CallParticipantJoined>(told[1]);
    }

    [Fact]
    public void Without_a_media_server_a_call_stays_a_mesh_however_many_come() =>
        Assert.Equal(Topology.Mesh, OfThree(WithSfu with { HasSfu = false }).Joined(Ann).Joined(Bob).Joined(Cid).Call.Topology);

    [Fact]
    public void A_media_server_that_comes_late_takes_a_call_that_is_too_large_at_the_next_sign_of_life()
    {
        var scene = OfThree(WithSfu with { HasSfu = false }).Joined(Ann).Joined(Bob).Joined(Cid);
        var later = scene.With(WithSfu);

        later.Done(new SeatsSeen(Gateway, []));

        Assert.Equal(Topology.Sfu, later.Call.Topology);
    }

    [Theory]
    [InlineData(0, 1, Topology.Sfu)]
    [InlineData(1, 1, Topology.Mesh)]
    [InlineData(1, 2, Topology.Sfu)]
    [InlineData(3, 3, Topology.Mesh)]
    public void The_limit_is_how_many_a_mesh_may_hold(int limit, int joined, Topology expected)
    {
        var scene = OfThree(MeshOf(limit, limit));
        foreach (var user in new[] { Ann, Bob, Cid }.Take(joined))
        {
            scene.Joined(user);
        }

        Assert.Equal(expected, scene.Call.Topology);
    }

    [Fact]
    public void A_limit_of_none_begins_with_the_media_server() => Assert.Equal(Topology.Sfu, OfThree(MeshOf(0, 0)).Call.Topology);

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void A_camera_or_screen_that_comes_on_counts_like_a_video_call(bool camera, bool screen)
    {
        var scene = OfThree(MeshOf(mesh: 3, video: 2), CallType.Audio).Joined(Ann).Joined(Bob).Joined(Cid);
        Assert.Equal(Topology.Mesh, scene.Call.Topology);

        scene.Done(new UpdateMediaState(Bob, null, null, CameraOn: camera, ScreenSharing: screen, null));

        Assert.Equal(Topology.Sfu, scene.Call.Topology);
    }

    [Fact]
    public void Two_who_are_left_are_a_mesh_again_after_half_a_minute_and_not_before()
    {
        var scene = InSfu();
        scene.Done(new LeaveCall(Cid, null));

        scene.Tick(TimeSpan.FromSeconds(29));
        Assert.Equal(Topology.Sfu, scene.Call.Topology);
        var told = scene.Alive(Ann, Bob).Tick(TimeSpan.FromSeconds(1));

        Assert.Equal(Topology.Mesh, scene.Call.Topology);
        Assert.Equal(Topology.Mesh, Assert.Single(told.Broadcasts<CallUpdated>()).Topology);
        Assert.Null(scene.Call.Sfu);
    }

    [Fact]
    public void The_deadline_wakes_the_call()
    {
        var scene = InSfu();
        scene.Done(new LeaveCall(Cid, null));
        Assert.Equal(scene.Now + TimeSpan.FromSeconds(30), scene.Call.MeshAt);
        Assert.True(CallMachine.NextDeadline(scene.Call, scene.Rules) <= scene.Call.MeshAt);
    }

    [Fact]
    public void Who_comes_and_goes_at_the_limit_does_not_move_it_back_and_forth()
    {
        var scene = InSfu();
        for (var i = 0; i < 10; i++)
        {
            scene.Done(new LeaveCall(Cid, null));
            scene.Alive(Ann, Bob).Tick(TimeSpan.FromSeconds(20));
            scene.Joined(Cid);
            scene.Alive(Ann, Bob, Cid).Tick(TimeSpan.FromSeconds(20));
        }

        Assert.Single(scene.Outgoing.Broadcasts<CallUpdated>(), update => update.Topology is not null);
    }

    [Fact]
    public void It_may_be_told_never_to_go_back()
    {
        var scene = InSfu(WithSfu with { MeshAgainAfter = null });
        scene.Done(new LeaveCall(Cid, null));
        scene.Alive(Ann, Bob).Tick(TimeSpan.FromMinutes(60));
        Assert.Equal((Topology.Sfu, null), (scene.Call.Topology, scene.Call.MeshAt));
    }

    [Fact]
    public void A_limit_that_two_are_too_many_for_never_goes_back()
    {
        var scene = InSfu(MeshOf(1, 1));
        scene.Done(new LeaveCall(Cid, null));
        Assert.Null(scene.Call.MeshAt);
    }

    [Fact]
    public void What_the_media_server_has_is_told_and_never_stored()
    {
        var scene = InSfu();
        var decision = scene.Decide(new FeedChanged(Bob, 7));
        Assert.False(decision.IsDurable);
        Assert.Equal(7, Assert.Single(Assert.Single(scene.Take(decision).Broadcasts<CallParticipantUpdated>()).Updated).Feed);
        Assert.Equal(0, Assert.Single(Assert.Single(scene.Done(new FeedChanged(Bob, null)).Broadcasts<CallParticipantUpdated>()).Updated).Feed);
        Assert.Empty(scene.Done(new FeedChanged(Bob, null)));
    }

    [Fact]
    public void Another_generation_forgets_what_was_published()
    {
        var scene = InSfu();
        scene.Done(new FeedChanged(Bob, 7));
        Assert.Equal(First with { Generation = 2 }, Assert.Single(scene.Done(new SfuChanged(First with { Generation = 2 })).Broadcasts<CallUpdated>()).Sfu);
        Assert.Null(scene.Call.Participants[Bob].Feed);
        Assert.Empty(scene.Done(new SfuChanged(First with { Generation = 2 })));
    }

    [Fact]
    public void A_loss_of_memory_forgets_the_media_server_and_keeps_the_topology()
    {
        var scene = InSfu();
        scene.Done(new FeedChanged(Bob, 7));
        scene.Done(new Awake());
        Assert.Equal((Topology.Sfu, null, null), (scene.Call.Topology, scene.Call.Sfu, scene.Call.Participants[Bob].Feed));
    }

    [Fact]
    public void Who_leaves_or_goes_on_from_another_device_publishes_nothing_any_more()
    {
        var scene = InSfu();
        scene.Done(new FeedChanged(Bob, 7));
        scene.Done(new FeedChanged(Cid, 8));
        scene.Done(Join(Bob, "desk"));
        scene.Done(new LeaveCall(Cid, null));
        Assert.Equal((null, null), (scene.Call.Participants[Bob].Feed, scene.Call.Participants[Cid].Feed));
    }

    [Fact]
    public void Late_news_of_a_media_server_that_a_mesh_has_left_behind_change_nothing()
    {
        var scene = ThreeConnected();
        Assert.Empty(scene.Done(new SfuChanged(First)));
        Assert.Empty(scene.Done(new FeedChanged(Bob, 7)));
        Assert.Empty(scene.Done(new SpeakersChanged([Bob])));
    }

    [Fact]
    public void Media_is_gated_before_anything_is_asked_of_a_media_server()
    {
        var scene = InSfu();
        scene.Done(new FeedChanged(Bob, 7));
        Assert.Null(CallMachine.GateMedia(scene.Call, Ann));
        Assert.Equal(ErrorCode.NotAParticipant, CallMachine.GateMedia(scene.Call, Dan)?.Code);
        Assert.Equal(ErrorCode.CallNotFound, CallMachine.GateMedia(scene.Call, Stranger)?.Code);
        Assert.Equal(ErrorCode.TargetNotInCall, CallMachine.GateMedia(ThreeConnected().Call, Ann)?.Code);
        Assert.Equal(ErrorCode.Forbidden, CallMachine.GatePublishing(scene.Call, Ann, Bob)?.Code);
        Assert.Null(CallMachine.GateWishes(scene.Call, Ann, [Wish(Bob, 7)]));
        Assert.Equal([Bob, Cid, Dan], CallMachine.GateWishes(scene.Call, Ann, [Wish(Bob, 6), Wish(Cid), Wish(Dan)])!.Publishers!.Value);
        Assert.Equal("streams", CallMachine.GateWishes(scene.Call, Ann, [Wish(Ann)])?.Field);
    }

    private static StreamWish Wish(UserId publisher, long? feed = null) => new(publisher, feed, VideoLayer.High, Screen: true);

    private static CallScene InSfu(TopologyRules? rules = null)
    {
        var scene = OfThree(rules ?? WithSfu).Joined(Ann).Joined(Bob).Joined(Cid);
        scene.Done(new SfuChanged(First));
        return scene;
    }
}
