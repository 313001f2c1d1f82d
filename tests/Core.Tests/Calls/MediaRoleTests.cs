using FChat.Calls;
using FChat.Core.Calls;
using static FChat.Tests.Calls.CallScene;

namespace FChat.Tests.Calls;

/// <summary>Who may send media through a media server: two, where nothing else is said, and always the hosts, Ann and the owner.</summary>
public sealed class MediaRoleTests
{
    private static readonly TopologyRules Two = WithSfu with { MaxPublishers = 2 };

    [Fact]
    public void Who_comes_when_there_are_enough_publishers_listens_and_sends_nothing()
    {
        var scene = Full();
        var cid = scene.Call.Participants[Cid];
        Assert.Equal((MediaRole.Listener, true, false), (cid.MediaRole, cid.Muted, cid.CameraOn));
        Assert.Equal(MediaRole.Listener, Assert.Single(scene.Outgoing.Broadcasts<CallParticipantJoined>().Last().Joined).MediaRole);
        Assert.Equal(ErrorCode.Forbidden, CallMachine.GatePublishing(scene.Call, Cid, Cid)?.Code);
    }

    [Fact]
    public void A_host_may_always_speak() => Assert.Equal(MediaRole.Publisher, Full().Joined(Owner).Call.Participants[Owner].MediaRole);

    [Fact]
    public void What_a_listener_says_of_its_media_changes_nothing_and_a_raised_hand_does()
    {
        var scene = Full();
        Assert.Empty(scene.Done(new UpdateMediaState(Cid, null, Muted: false, CameraOn: true, ScreenSharing: true, null)));
        Assert.True(Assert.Single(Assert.Single(scene.Done(new UpdateMediaState(Cid, null, null, null, null, HandRaised: true)).Broadcasts<CallParticipantUpdated>()).Updated).HandRaised);
    }

    [Fact]
    public void A_host_lets_a_raised_hand_speak_as_soon_as_there_is_a_place()
    {
        var scene = Full();
        scene.Done(new UpdateMediaState(Cid, null, null, null, null, HandRaised: true));
        Assert.Equal((ErrorCode.RoomFull, 2), (scene.Refused(new SetMediaRole(Ann, null, Cid, MediaRole.Publisher)) is var full ? full.Code : default, full.Limit));

        scene.Done(new SetMediaRole(Ann, null, Bob, MediaRole.Listener));
        var told = scene.Done(new SetMediaRole(Ann, null, Cid, MediaRole.Publisher));

        Assert.Equal((MediaRole.Publisher, false), (scene.Call.Participants[Cid].MediaRole, scene.Call.Participants[Cid].HandRaised));
        Assert.Equal(MediaRole.Publisher, Assert.Single(Assert.Single(told.Broadcasts<CallParticipantUpdated>()).Updated).MediaRole);
    }

    [Fact]
    public void Who_is_made_to_listen_is_muted_with_camera_and_screen_off()
    {
        var scene = Full();
        scene.Done(new UpdateMediaState(Bob, null, Muted: false, CameraOn: true, ScreenSharing: true, null));
        var change = Assert.Single(Assert.Single(scene.Done(new SetMediaRole(Ann, null, Bob, MediaRole.Listener)).Broadcasts<CallParticipantUpdated>()).Updated);
        Assert.Equal((true, false, false, MediaRole.Listener), (change.Muted, change.CameraOn, change.ScreenSharing, change.MediaRole));
    }

    [Fact]
    public void Leaving_and_coming_back_does_not_make_a_listener_a_publisher()
    {
        var scene = Full();
        scene.Done(new SetMediaRole(Ann, null, Bob, MediaRole.Listener));
        scene.Done(new LeaveCall(Bob, null));
        Assert.Equal(MediaRole.Listener, scene.Joined(Bob).Call.Participants[Bob].MediaRole);
    }

    [Fact]
    public void Only_a_host_gives_roles_and_a_host_keeps_its_own()
    {
        var scene = Full();
        Assert.Equal(ErrorCode.Forbidden, scene.Refused(new SetMediaRole(Bob, null, Cid, MediaRole.Publisher)).Code);
        Assert.Equal(ErrorCode.TargetNotInCall, scene.Refused(new SetMediaRole(Ann, null, Dan, MediaRole.Publisher)).Code);
        Assert.Equal("user", scene.Refused(new SetMediaRole(Ann, null, Ann, MediaRole.Listener)).Field);
    }

    [Fact]
    public void The_same_role_again_tells_nobody() => Assert.Empty(Full().Done(new SetMediaRole(Ann, null, Bob, MediaRole.Publisher)));

    [Fact]
    public void In_a_mesh_nobody_is_given_a_role() =>
        Assert.Equal("media_role", ThreeConnected().Refused(new SetMediaRole(Ann, null, Bob, MediaRole.Listener)).Field);

    [Fact]
    public void Of_a_mesh_that_held_more_than_may_publish_those_who_came_last_listen()
    {
        var scene = OfThree(MeshOf(mesh: 3, video: 3) with { MaxPublishers = 2 }).Joined(Ann).Joined(Bob).Joined(Cid);
        scene.Joined(Dan);
        Assert.Equal(
            [MediaRole.Publisher, MediaRole.Publisher, MediaRole.Listener, MediaRole.Listener],
            new[] { Ann, Bob, Cid, Dan }.Select(user => scene.Call.Participants[user].MediaRole));
    }

    [Fact]
    public void Roles_are_stored() => Assert.True(Full().Decide(new SetMediaRole(Ann, null, Bob, MediaRole.Listener)).IsDurable);

    [Fact]
    public void In_a_mesh_again_everybody_may_speak()
    {
        var scene = Full();
        scene.Done(new LeaveCall(Bob, null));
        scene.Alive(Ann, Cid).Tick(TimeSpan.FromSeconds(30));
        Assert.Equal((Topology.Mesh, MediaRole.Publisher), (scene.Call.Topology, scene.Call.Participants[Cid].MediaRole));
    }

    private static CallScene Full() => OfThree(Two).Joined(Ann).Joined(Bob).Joined(Cid);
}
