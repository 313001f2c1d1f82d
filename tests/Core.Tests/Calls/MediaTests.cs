using FChat.Calls;
using static FChat.Tests.Calls.CallScene;

namespace FChat.Tests.Calls;

public sealed class MediaTests
{
    [Fact]
    public void Only_what_changed_is_told()
    {
        var told = TwoConnected().Done(new UpdateMediaState(Bob, null, Muted: false, CameraOn: true, null, null));
        var change = Assert.Single(Assert.Single(told.Broadcasts<CallParticipantUpdated>()).Updated);
        Assert.Equal(new ParticipantChange(Bob, null, CameraOn: true, null, null, null), change);
    }

    [Fact]
    public void Nothing_changed_tells_nothing() =>
        Assert.Empty(TwoConnected().Done(new UpdateMediaState(Bob, null, Muted: false, null, null, null)));

    [Fact]
    public void Flags_are_never_stored() => Assert.False(TwoConnected().Decide(new UpdateMediaState(Bob, null, true, null, null, null)).IsDurable);

    [Fact]
    public void A_host_mutes_and_muting_twice_tells_once()
    {
        var scene = TwoConnected();
        Assert.True(Assert.Single(Assert.Single(scene.Done(new MuteParticipant(Ann, null, Bob)).Broadcasts<CallParticipantUpdated>()).Updated).Muted);
        Assert.Empty(scene.Done(new MuteParticipant(Ann, null, Bob)));
    }

    [Fact]
    public void A_repeated_command_does_nothing_the_second_time()
    {
        var scene = TwoConnected();
        var toggle = new UpdateMediaState(Bob, new CommandId("one"), Muted: true, null, null, null);
        Assert.NotEmpty(scene.Done(toggle));
        scene.Done(new UpdateMediaState(Bob, null, Muted: false, null, null, null));
        Assert.Empty(scene.Done(toggle));
        Assert.False(scene.Call.Participants[Bob].Muted);
    }

    [Fact]
    public void The_same_command_id_of_another_user_is_another_command()
    {
        var scene = TwoConnected();
        scene.Done(new UpdateMediaState(Bob, new CommandId("one"), Muted: true, null, null, null));
        Assert.NotEmpty(scene.Done(new UpdateMediaState(Ann, new CommandId("one"), Muted: true, null, null, null)));
    }

    [Fact]
    public void Command_ids_are_kept_two_minutes_and_not_for_ever()
    {
        var scene = TwoConnected();
        scene.Done(new UpdateMediaState(Bob, new CommandId("one"), Muted: true, null, null, null));
        scene.After(119).Done(new UpdateMediaState(Ann, new CommandId("two"), Muted: true, null, null, null));
        Assert.Equal(2, scene.Call.Receipts.Count);
        scene.After(2).Done(new UpdateMediaState(Ann, new CommandId("three"), Muted: false, null, null, null));
        Assert.Equal(["two", "three"], scene.Call.Receipts.Select(r => r.Command.Value));
    }
}
