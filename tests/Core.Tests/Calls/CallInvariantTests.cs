using CsCheck;
using FChat.Calls;
using FChat.Core.Calls;
using static FChat.Tests.Calls.CallScene;

namespace FChat.Tests.Calls;

/// <summary>What must hold under any sequence of commands (architecture, "Call machine").</summary>
public sealed class CallInvariantTests
{
    private static readonly UserId[] People = [Ann, Bob, Cid, Dan, Owner, Former, Stranger];

    private static readonly Gen<UserId> Person = Gen.OneOf(People);

    private static readonly Gen<Seat> Place = Gen.Select(
        Person, Gen.OneOf("phone", "desk"), Gen.Int[0, 2], (u, device, n) => SeatOf(u, device, $"{u}-{device}-{n}"));

    private static readonly Gen<CommandId?> Id = Gen.Int[0, 8].Select(n => n < 4 ? new CommandId($"k{n}") : (CommandId?)null);

    private static readonly Gen<CallCommand> Command = Gen.Frequency(
        (6, Gen.Select(Person, Place, Id, (u, seat, id) => (CallCommand)new JoinCall(u, id, null, seat))),
        (3, Gen.Select(Person, Id, (u, id) => (CallCommand)new LeaveCall(u, id))),
        (2, Gen.Select(Person, Id, (u, id) => (CallCommand)new RejectCall(u, id, RejectReason.Declined))),
        (2, Gen.Select(Person, Gen.Bool, Id, (u, muted, id) => (CallCommand)new UpdateMediaState(u, id, muted, null, null, null))),
        (1, Gen.Select(Person, Id, (u, id) => (CallCommand)new EndCall(u, id))),
        (1, Gen.Select(Person, Person, Id, (u, t, id) => (CallCommand)new RemoveParticipant(u, id, t))),
        (1, Gen.Select(Person, Person, Id, (u, t, id) => (CallCommand)new MuteParticipant(u, id, t))),
        (1, Gen.Select(Person, Person, Gen.Bool, (u, t, speaks) => (CallCommand)new SetMediaRole(u, null, t, speaks ? MediaRole.Publisher : MediaRole.Listener))),
        (2, Gen.Select(Person, Gen.Int[0, 3], (u, feed) => (CallCommand)new FeedChanged(u, feed == 0 ? null : feed))),
        (1, Gen.Select(Gen.Long[1, 4], Gen.Bool, (generation, available) => (CallCommand)new SfuChanged(new SfuView(generation, available)))),
        (1, Person.Array[0, 3].Select(people => (CallCommand)new SpeakersChanged([.. people]))),
        (3, Gen.Select(Person, Place, (u, seat) => (CallCommand)new LoseConnection(u, seat.Connection!.Value))),
        (3, Gen.Select(Person, Place, (u, seat) => (CallCommand)new TakeSeat(u, seat))),
        (3, Person.Select(u => (CallCommand)new DeviceRings(u))),
        (2, Place.Array[0, 5].Select(s => (CallCommand)new SeatsSeen(Gateway, [.. s.Select(x => x.Connection!.Value)]))),
        (1, Gen.Const((CallCommand)new GatewayGone(Gateway))),
        (1, Gen.Select(Person, Gen.Long[1, 9], (u, version) => (CallCommand)new RosterChanged(RoomWithout(u, version)))),
        (1, Gen.Const((CallCommand)new Awake())),
        (3, Gen.Const((CallCommand)new Tick())));

    private static readonly Gen<(double Wait, CallCommand Command)[]> Story =
        Gen.Select(Gen.Frequency((6, Gen.Double[0, 2]), (1, Gen.Double[2, 40])), Command).Array[1, 60];

    [Fact]
    public void An_ended_call_is_final_and_was_told_so_once() => Check((scene, before, _, told) =>
    {
        var ends = told.Broadcasts<CallEnded>().Count();
        Assert.Equal(!before.IsOver && scene.Call.IsOver ? 1 : 0, ends);
        if (before.IsOver)
        {
            Assert.Same(before, scene.Call);
            Assert.Empty(told);
        }
    });

    [Fact]
    public void Broadcast_numbers_are_contiguous_in_each_epoch()
    {
        Story.Sample(story =>
        {
            var scene = OfThree();
            Play(scene, story, (_, _, _, _) => { });
            foreach (var epoch in scene.Outgoing.OfType<Broadcast>().GroupBy(b => b.Content.Stamp!.Epoch))
            {
                Assert.Equal(Enumerable.Range(1, epoch.Count()).Select(n => (long)n), epoch.Select(b => b.Content.Stamp!.Seq));
            }
        });
    }

    [Fact]
    public void Repeating_a_command_by_its_id_emits_nothing() => Check((scene, _, command, _) =>
    {
        if (command.Id is not null && scene.Decide(command) is { Refusal: null } again)
        {
            Assert.Empty(again.Facts);
            Assert.Same(scene.Call, again.Next);
        }
    });

    [Fact]
    public void Repeating_a_join_leave_or_reject_at_once_emits_nothing() => Check((scene, _, command, _) =>
    {
        if (command is JoinCall or LeaveCall or RejectCall && scene.Decide(command) is { Refusal: null } again)
        {
            Assert.Empty(again.Facts);
        }
    });

    [Fact]
    public void Nothing_names_or_reaches_a_stranger() => Check((scene, _, _, told) =>
    {
        Assert.DoesNotContain(Stranger, scene.Call.Participants.Keys);
        Assert.DoesNotContain(told.OfType<ToUser>(), t => t.User == Stranger || t.User == Former);
        Assert.DoesNotContain(told.Broadcasts<CallParticipantJoined>().SelectMany(j => j.Joined), p => p.User == Stranger);
        Assert.DoesNotContain(told.Broadcasts<CallParticipantLeft>().SelectMany(l => l.Left), d => d.User == Stranger);
        Assert.DoesNotContain(told.Broadcasts<CallParticipantUpdated>().SelectMany(c => c.Updated), c => c.User == Stranger);
    });

    [Fact]
    public void A_user_is_in_by_one_device_at_most_and_a_seat_belongs_to_who_is_in() => Check((scene, _, _, _) =>
    {
        foreach (var who in scene.Call.Participants.Values)
        {
            Assert.True(who.IsSeated ? who.Seat is not null : who.Seat is null || scene.Call.IsOver, $"{who}");
        }
    });

    [Fact]
    public void A_live_call_always_has_a_next_deadline() => Check((scene, _, _, _) =>
        Assert.Equal(scene.Call.IsOver, CallMachine.NextDeadline(scene.Call, scene.Rules) is null));

    [Fact]
    public void A_live_call_that_nobody_vouches_for_ends_by_itself()
    {
        Story.Sample(story =>
        {
            var scene = OfThree();
            Play(scene, story, (_, _, _, _) => { });
            for (var looks = 0; !scene.Call.IsOver; looks++)
            {
                Assert.True(looks < 50, "The call does not come to its end.");
                scene.Tick(CallMachine.NextDeadline(scene.Call, scene.Rules)!.Value - scene.Now);
            }
        });
    }

    [Fact]
    public void A_mesh_has_nothing_of_a_media_server_and_only_who_is_in_publishes() => Check((scene, _, _, _) =>
    {
        Assert.True(scene.Call.Topology == Topology.Sfu || scene.Call is { Sfu: null, ActiveSpeakers: null, MeshAt: null });
        Assert.All(scene.Call.Participants.Values.Where(p => p.Feed is not null), p => Assert.True(scene.Call.Topology == Topology.Sfu && (p.IsSeated || scene.Call.IsOver)));
    });

    [Fact]
    public void A_listener_sends_nothing_and_a_host_is_none() => Check((scene, _, _, _) =>
        Assert.All(scene.Call.Seated.Where(p => p.MediaRole == MediaRole.Listener), p =>
            Assert.Equal((true, false, false, ParticipantRole.Participant), (p.Muted, p.CameraOn, p.ScreenSharing, p.Role))));

    [Fact]
    public void A_refused_command_changes_nothing() => Check((scene, before, command, told) =>
    {
        if (CallMachine.Decide(before, command, scene.Now, scene.Rules).Refusal is not null)
        {
            Assert.Same(before, scene.Call);
            Assert.Empty(told);
        }
    });

    [Fact]
    public void Deciding_twice_gives_the_same() => Check((scene, before, command, _) =>
    {
        var first = CallMachine.Decide(before, command, scene.Now, scene.Rules);
        var second = CallMachine.Decide(before, command, scene.Now, scene.Rules);
        Assert.Equal(first.Facts.AsEnumerable(), second.Facts.AsEnumerable());
        Assert.Equal(first.Refusal, second.Refusal);
    });

    [Fact]
    public void The_status_only_goes_along_the_arrows_of_the_picture() => Check((scene, before, _, _) =>
    {
        var arrow = (before.Status, scene.Call.Status);
        Assert.True(arrow.Item1 == arrow.Item2 || IsDrawn(arrow.Item1, arrow.Item2), $"{arrow}");
        Assert.Equal(scene.Call.ConnectedAt is not null, scene.Call.Status is CallStatus.Connected or CallStatus.Ended);
    });

    private static RoomPeople RoomWithout(UserId gone, long version)
    {
        var room = OfThree().Call.Room;
        return room with { Version = version, Members = room.Members.Remove(gone) };
    }

    private static bool IsDrawn(CallStatus from, CallStatus to) => from switch
    {
        CallStatus.Initiated => to is CallStatus.Ringing or CallStatus.Connected or CallStatus.Cancelled or CallStatus.Missed or CallStatus.Rejected or CallStatus.Failed,
        CallStatus.Ringing => to is CallStatus.Connected or CallStatus.Cancelled or CallStatus.Missed or CallStatus.Rejected or CallStatus.Failed,
        CallStatus.Connected => to is CallStatus.Ended,
        _ => false,
    };

    private delegate void Look(CallScene scene, CallState before, CallCommand command, IReadOnlyList<Outgoing> told);

    private static void Check(Look look)
    {
        Story.Sample(story => Play(OfThree(), story, look));
        Story.Sample(story => Play(OfThree(WithSfu with { MaxPublishers = 2 }), story, look));
    }

    private static void Play(CallScene scene, (double Wait, CallCommand Command)[] story, Look look)
    {
        foreach (var (wait, command) in story)
        {
            scene.After(wait);
            var before = scene.Call;
            var told = scene.Take(scene.Decide(command));
            look(scene, before, command, told);
        }
    }
}
