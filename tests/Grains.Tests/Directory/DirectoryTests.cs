using FChat.Calls;
using FChat.Cluster;
using FChat.Presence;
using FChat.Rooms;

namespace FChat.Directory;

public sealed class DirectoryTests(SiloFixture silo) : IClassFixture<SiloFixture>, IAsyncDisposable
{
    private IDirectoryGrain Directory => silo.Grains.Directory();

    public ValueTask DisposeAsync() => silo.Mend();

    [Fact]
    public async Task A_call_that_has_just_ended_is_in_its_rooms_history()
    {
        var (alice, bob) = (silo.Person("alice"), silo.Person("bob"));
        var room = await silo.Room(alice, bob);
        var call = await room.InitiateCall(alice.Caller, new InitiateCall(CallType.Audio, null, null)).Done();
        await silo.Grains.Call(call.CallSessionId).Execute(new RejectCall(bob.Id, null, RejectReason.Declined)).Done();

        var history = await Directory.CallHistory(bob.Caller, call.RoomId, 1, 20).Done();
        var summary = Assert.Single(history.Calls);
        Assert.Equal((call.CallSessionId, CallStatus.Rejected, 1), (summary.CallSessionId, summary.CallStatus, history.Total));
    }

    [Fact]
    public async Task Messages_come_newest_first_and_go_on_before_a_number()
    {
        var (alice, bob) = (silo.Person("alice"), silo.Person("bob"));
        var room = await silo.Room(alice, bob);
        for (var i = 1; i <= 7; i++)
        {
            await room.Says(alice, $"{i}").Done();
        }

        var id = (await room.View(alice.Caller).Done()).RoomId;
        Assert.Equal([7, 6, 5], (await Directory.Messages(bob.Caller, id, null, 3).Done()).Select(m => m.Seq));
        Assert.Equal([4, 3, 2], (await Directory.Messages(bob.Caller, id, 5, 3).Done()).Select(m => m.Seq));
        Assert.Empty(await Directory.Messages(bob.Caller, id, 1, 3).Done());
    }

    [Fact]
    public async Task Strangers_read_nothing_of_a_room()
    {
        var (alice, eve) = (silo.Person("alice"), silo.Person("eve"));
        var room = await silo.Room(alice, silo.Person("bob"));
        var id = (await room.View(alice.Caller).Done()).RoomId;

        Assert.Equal(Refusal.RoomNotFound, await Directory.Messages(eve.Caller, id, null, 10).Refused());
        Assert.Equal(Refusal.RoomNotFound, await Directory.CallHistory(eve.Caller, id, 1, 10).Refused());
        Assert.Equal(Refusal.RoomNotFound, await Directory.OnlineUsers(eve.Caller, id, 1, 10).Refused());
        Assert.Empty(await Directory.Rooms(eve.Caller).Done());
    }

    [Fact]
    public async Task Without_the_ledger_lists_are_unavailable_and_right_again_afterwards()
    {
        var (alice, bob) = (silo.Person("alice"), silo.Person("bob"));
        var room = await silo.Room(alice, bob);
        var id = (await room.View(alice.Caller).Done()).RoomId;
        silo.Ledger.ReadsAreDown = true;

        Assert.Equal(ErrorCode.Unavailable, (await Directory.Rooms(alice.Caller).Refused()).Code);
        Assert.Equal(ErrorCode.Unavailable, (await Directory.Messages(alice.Caller, id, null, 10).Refused()).Code);
        Assert.Equal(ErrorCode.Unavailable, (await Directory.CallHistory(alice.Caller, id, 1, 10).Refused()).Code);
        Assert.Equal(ErrorCode.Unavailable, (await Directory.ActiveCalls(1, 10).Refused()).Code);
        Assert.Equal(ErrorCode.Unavailable, (await Directory.CallStatistics(24).Refused()).Code);
        silo.Ledger.ReadsAreDown = false;
        Assert.Single(await Directory.Rooms(alice.Caller).Done());
    }

    [Fact]
    public async Task A_list_in_which_a_room_cannot_answer_now_is_refused_and_not_short()
    {
        var (alice, bob) = (silo.Person("alice"), silo.Person("bob"));
        var room = await silo.Room(alice, bob);
        await silo.Forget(room);
        silo.Storage.ReadFault = key => key == room.GetPrimaryKeyString() ? new IOException("the connection is gone") : null;

        Assert.Equal(ErrorCode.Unavailable, (await Directory.Rooms(alice.Caller).Refused()).Code);
        silo.Storage.ReadFault = static _ => null;
        Assert.Single(await Directory.Rooms(alice.Caller).Done());
    }

    [Fact]
    public async Task A_room_whose_row_is_damaged_is_missing_from_the_list_and_the_others_are_there()
    {
        var (alice, bob, carol) = (silo.Person("alice"), silo.Person("bob"), silo.Person("carol"));
        var (damaged, sound) = (await silo.Room(alice, bob), await silo.Room(alice, carol));
        await silo.Forget(damaged);
        silo.Storage.ReadFault = key => key == damaged.GetPrimaryKeyString() ? new Durable.UnreadableStateException(typeof(string), "It is damaged.", null) : null;

        var listed = await Directory.Rooms(alice.Caller).Done();

        Assert.Equal([GrainKeys.IdOf(sound.GetPrimaryKeyString())], listed.Select(room => room.RoomId.Value));
    }

    [Fact]
    public async Task Online_in_a_room_are_its_members_with_a_device_who_are_not_invisible()
    {
        var (alice, bob, carol, eve) = (silo.Person("alice"), silo.Person("bob"), silo.Person("carol"), silo.Person("eve"));
        var gateway = await silo.Gateway();
        var room = await silo.Room(alice, bob, carol);
        await carol.Grain.SetStatus(UserStatus.Invisible, null, null).Done();
        await alice.Connect(gateway);
        await carol.Connect(gateway);
        await eve.Connect(gateway);
        var id = (await room.View(alice.Caller).Done()).RoomId;

        var here = await Directory.OnlineUsers(alice.Caller, id, 1, 10).Done();
        Assert.Equal([alice.Id], here.Users.Select(u => u.User));
        var everywhere = await Directory.OnlineUsers(alice.Caller, null, 1, 1_000).Done();
        Assert.Contains(everywhere.Users, u => u.User == eve.Id);
        Assert.DoesNotContain(everywhere.Users, u => u.User == carol.Id);
        Assert.Equal(everywhere.Users.Select(u => u.User).Order(), everywhere.Users.Select(u => u.User));
    }

    [Fact]
    public async Task A_live_call_is_among_the_active_ones_and_counted_until_it_ends()
    {
        var (alice, bob) = (silo.Person("alice"), silo.Person("bob"));
        var room = await silo.Room(alice, bob);
        var call = await room.InitiateCall(alice.Caller, new InitiateCall(CallType.Video, null, null)).Done();
        Assert.Contains((await Directory.ActiveCalls(1, 100).Done()).Calls, c => c.CallSessionId == call.CallSessionId);
        Assert.Contains(await Directory.CallStatistics(1).Done(), count => count is { CallType: CallType.Video, Count: > 0 });
        await silo.Grains.Call(call.CallSessionId).Execute(new LeaveCall(alice.Id, null)).Done();

        Assert.DoesNotContain((await Directory.ActiveCalls(1, 100).Done()).Calls, c => c is { EndedAt: null } && c.CallSessionId == call.CallSessionId);
    }
}
