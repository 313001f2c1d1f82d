using CsCheck;
using FChat.Calls;
using FChat.Core.Calls;
using static FChat.Tests.Calls.CallScene;

namespace FChat.Tests.Calls;

/// <summary>What one device is told, whatever happens: each thing once, the end once, and nothing after it.</summary>
public sealed class AudienceTests
{
    private const long Stories = 2_000;

    private static readonly string[] DeviceNames = ["phone", "desk", "tablet"];

    private static readonly UserId[] People = [Ann, Bob, Cid, Dan, Owner];

    // Mostly those who were asked: most ends come early.
    private static readonly Gen<UserId> Person = Gen.Frequency((8, Gen.OneOf(Ann, Bob, Cid)), (1, Gen.OneOf(Dan, Owner)));

    // Of a user's own: one of their devices, or plain HTTP.
    private static readonly Gen<(UserId User, Seat Seat)> Place = Gen.Select(
        Person, Gen.Frequency((5, Gen.OneOf(DeviceNames)), (1, Gen.Const(""))), (u, device) => (u, device.Length == 0 ? new Seat(Gateway, null, null) : SeatOf(u, device)));

    private static readonly Gen<CallCommand> Command = Gen.Frequency(
        (8, Place.Select(p => (CallCommand)new JoinCall(p.User, null, null, p.Seat))),
        (2, Place.Select(p => (CallCommand)new TakeSeat(p.User, p.Seat))),
        (2, Person.Select(u => (CallCommand)new LeaveCall(u, null))),
        (8, Person.Select(u => (CallCommand)new RejectCall(u, null, RejectReason.Busy))),
        (2, Place.Where(p => !p.Seat.IsHttp).Select(p => (CallCommand)new LoseConnection(p.User, p.Seat.Connection!.Value))),
        (1, Gen.Select(Person, Person, (u, t) => (CallCommand)new RemoveParticipant(u, null, t))),
        (1, Person.Select(u => (CallCommand)new EndCall(u, null))),
        (2, Person.Select(u => (CallCommand)new DeviceRings(u))),
        (1, Gen.Select(Person, Gen.Long[2, 9], (u, version) => (CallCommand)new RosterChanged(RoomWithout(u, version)))),
        (1, Gen.Const((CallCommand)new Awake())),
        (3, Gen.Const((CallCommand)new Tick())));

    private static readonly Gen<(double Wait, CallCommand Command)[]> Story =
        Gen.Select(Gen.Frequency((5, Gen.Double[0, 2]), (1, Gen.Double[2, 40])), Command).Array[1, 40];

    [Fact]
    public void The_end_is_told_to_every_device_of_everybody_who_was_asked_once_and_nothing_after_it() => Check((scene, audience) =>
    {
        foreach (var user in scene.Call.Participants.Keys)
        {
            foreach (var device in audience.Devices[user])
            {
                var heard = audience.HeardBy(device);
                Assert.True(heard.Count(told => told is CallEnded) == 1 && heard[^1] is CallEnded, $"{device}: {Names(heard)}");
            }
        }
    });

    [Fact]
    public void A_reject_is_told_to_no_device_twice() => Check((_, audience) =>
    {
        foreach (var device in audience.Devices.Values.SelectMany(devices => devices))
        {
            var rejects = audience.HeardBy(device).OfType<CallRejected>().Select(told => told.User).ToList();
            Assert.True(rejects.Distinct().Count() == rejects.Count, $"{device}: {Names(audience.HeardBy(device))}");
        }
    });

    [Fact]
    public void No_device_that_never_came_in_is_told_that_its_user_has_left() => Check((_, audience) =>
    {
        foreach (var (user, devices) in audience.Devices)
        {
            Assert.DoesNotContain(audience.HeardBy(devices[^1]).OfType<CallParticipantLeft>(), told => told.Left.Any(gone => gone.User == user));
        }
    });

    private static void Check(Action<CallScene, Audience> look) => Story.Sample(story => Play(story, look), iter: Stories);

    private static void Play((double Wait, CallCommand Command)[] story, Action<CallScene, Audience> look)
    {
        var (scene, audience) = (OfThree(), new Audience(People, DeviceNames));
        audience.Take(scene, scene.Outgoing);
        foreach (var (wait, command) in story)
        {
            scene.After(wait);
            audience.Take(scene, scene.Take(scene.Decide(command)));
        }

        while (!scene.Call.IsOver)
        {
            audience.Take(scene, scene.Tick(CallMachine.NextDeadline(scene.Call, scene.Rules)!.Value - scene.Now));
        }

        look(scene, audience);
    }

    private static RoomPeople RoomWithout(UserId gone, long version)
    {
        var room = OfThree().Call.Room;
        return room with { Version = version, Members = room.Members.Remove(gone) };
    }

    private static string Names(IEnumerable<ServiceEvent> heard) => string.Join(", ", heard.Select(told => told.GetType().Name));
}
