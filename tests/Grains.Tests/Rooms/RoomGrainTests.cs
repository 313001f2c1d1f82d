using FChat.Cluster;
using FChat.Time;

namespace FChat.Rooms;

public sealed class RoomGrainTests(SiloFixture silo) : IClassFixture<SiloFixture>, IAsyncDisposable
{
    public ValueTask DisposeAsync() => silo.Mend();

    [Fact]
    public async Task A_message_reaches_every_device_of_every_member_and_nobody_else()
    {
        var (alice, bob, eve) = (silo.Person("alice"), silo.Person("bob"), silo.Person("eve"));
        var (here, there) = (await silo.Gateway(), await silo.Gateway());
        await alice.Connect(here);
        await bob.Connect(there);
        await eve.Connect(there);
        var room = await silo.Room(alice, bob);
        var receipt = await room.Says(alice, "hello").Done();

        var heard = await bob.Hears<MessageCreated>();
        Assert.Equal((1, receipt.MessageId, "hello", alice.Id), (heard.Message.Seq, heard.Message.MessageId, heard.Message.Content, heard.Message.Sender));
        await alice.Hears<MessageCreated>();
        Assert.Empty(eve.Unheard);
    }

    [Fact]
    public async Task Messages_sent_at_once_are_numbered_without_gaps_and_told_in_that_order()
    {
        var (alice, bob) = (silo.Person("alice"), silo.Person("bob"));
        await bob.Connect(await silo.Gateway());
        var room = await silo.Room(alice, bob);
        var receipts = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => room.Says(alice, $"{i}").Done()));

        Assert.Equal(Enumerable.Range(1, 50).Select(i => (long)i), receipts.Select(r => r.Seq).Order());
        for (var seq = 1; seq <= 50; seq++)
        {
            Assert.Equal(seq, (await bob.Hears<MessageCreated>()).Message.Seq);
        }
    }

    [Fact]
    public async Task A_message_that_cannot_be_saved_is_refused_told_to_nobody_and_its_number_used_again()
    {
        var (alice, bob) = (silo.Person("alice"), silo.Person("bob"));
        await bob.Connect(await silo.Gateway());
        var room = await silo.Room(alice, bob);
        silo.Storage.Fault = WriteFault.BeforeWriting;
        Assert.Equal(ErrorCode.Unavailable, (await room.Says(alice, "lost").Refused()).Code);
        silo.Storage.Fault = WriteFault.None;

        Assert.Equal(1, (await RoomStories.Insist(() => room.Says(alice, "kept", "c1"))).Seq);
        Assert.Equal("kept", (await bob.Hears<MessageCreated>()).Message.Content);
    }

    [Fact]
    public async Task A_message_whose_fate_was_unknown_is_there_once_when_the_command_is_repeated()
    {
        var (alice, bob) = (silo.Person("alice"), silo.Person("bob"));
        var room = await silo.Room(alice, bob);
        silo.Storage.Fault = WriteFault.AfterWriting;
        Assert.Equal(ErrorCode.Unavailable, (await room.Says(alice, "once", "c1").Refused()).Code);
        silo.Storage.Fault = WriteFault.None;

        Assert.Equal(1, (await RoomStories.Insist(() => room.Says(alice, "once", "c1"))).Seq);
        Assert.Equal(2, (await room.Says(alice, "another", "c2").Done()).Seq);
    }

    [Fact]
    public async Task What_was_acknowledged_is_there_after_the_grain_was_forgotten()
    {
        var (alice, bob) = (silo.Person("alice"), silo.Person("bob"));
        var room = await silo.Room(alice, bob);
        var sent = await room.Says(alice, "kept", "c1").Done();
        await room.MarkRead(bob.Caller, 1, null).Done();
        await silo.Forget(room);

        var view = await room.View(bob.Caller).Done();
        Assert.Equal((1, 1), (view.LastMessageSeq, view.ReadSeq));
        Assert.Equal(sent, await room.Says(alice, "kept", "c1").Done());
    }

    [Fact]
    public async Task A_removed_member_hears_of_it_and_is_told_that_they_are_no_member()
    {
        var (alice, bob) = (silo.Person("alice"), silo.Person("bob"));
        await bob.Connect(await silo.Gateway());
        var room = await silo.Room(alice, bob);
        await room.RemoveMember(alice.Caller, bob.Id, null).Done();

        var update = await bob.Hears<RoomUpdated>(update => update.Room.Members.Length == 1);
        Assert.Equal(alice.Id, update.Room.Members[0].User);
        Assert.Equal(ErrorCode.NotAMember, (await room.Says(bob, "still here?").Refused()).Code);
    }

    [Fact]
    public async Task A_stranger_cannot_tell_a_room_from_none()
    {
        var (alice, eve) = (silo.Person("alice"), silo.Person("eve"));
        var room = await silo.Room(alice, silo.Person("bob"));
        var none = silo.Grains.Room(new RoomId("01J00000000000000000000000"));
        foreach (var one in (IRoomGrain[])[room, none])
        {
            Assert.Equal(Refusal.RoomNotFound, await one.View(eve.Caller).Refused());
            Assert.Equal(Refusal.RoomNotFound, await one.Says(eve, "hello").Refused());
            Assert.Equal(Refusal.RoomNotFound, await one.Reading(eve.Caller).Refused());
            Assert.Equal(Refusal.RoomNotFound, await one.GetActiveCall(eve.Caller).Refused());
            Assert.Equal(Refusal.RoomNotFound, await one.MarkRead(eve.Caller, 1, null).Refused());
            Assert.Equal(Refusal.RoomNotFound, await one.RemoveMember(eve.Caller, alice.Id, null).Refused());
        }
    }

    [Fact]
    public async Task A_display_name_is_known_to_others_once_its_owner_has_looked_at_the_room()
    {
        var (alice, bob) = (silo.Person("alice"), silo.Person("bob"));
        var room = await silo.Room(alice, bob);
        Assert.Null((await room.View(alice.Caller).Done()).Members[1].FullName);
        await room.View(bob.Caller).Done();

        Assert.Equal("bob", (await room.View(alice.Caller).Done()).Members[1].FullName);
    }

    [Fact]
    public async Task Messages_wait_in_the_room_while_the_ledger_takes_none_and_leave_it_when_it_does()
    {
        var (alice, bob) = (silo.Person("alice"), silo.Person("bob"));
        var room = await silo.Room(alice, bob);
        silo.Ledger.WritesAreDown = true;
        await room.Says(alice, "one").Done();
        await room.Says(alice, "two").Done();
        Assert.Equal([1, 2], (await room.Reading(bob.Caller).Done()).Unwritten.Select(m => m.Seq));
        Assert.Equal([2, 1], (await silo.Grains.Directory().Messages(bob.Caller, RoomOf(room), null, 10).Done()).Select(m => m.Seq));
        silo.Ledger.WritesAreDown = false;

        await silo.Passing(Trimmed());

        async Task Trimmed()
        {
            // What has reached SQL leaves with the next change.
            for (var seq = 3; (await room.Reading(bob.Caller).Done()).Unwritten is [{ Seq: 1 }, ..]; seq++)
            {
                Assert.True(seq < 1_000);
                await room.Says(alice, "more").Done();
            }
        }
    }

    [Fact]
    public async Task A_room_that_was_just_made_is_in_its_members_list()
    {
        var (alice, bob) = (silo.Person("alice"), silo.Person("bob"));
        var room = await silo.Room(alice, bob);

        var listed = await silo.Grains.Directory().Rooms(bob.Caller).Done();
        Assert.Equal([RoomOf(room)], listed.Select(view => view.RoomId));
    }

    [Fact]
    public async Task A_room_is_made_though_the_ledger_is_late_and_is_listed_when_that_is_back()
    {
        var alice = silo.Person("alice");
        silo.Ledger.WritesAreDown = true;
        var room = await silo.Passing(silo.Room(alice, silo.Person("bob")));
        Assert.Empty(await silo.Grains.Directory().Rooms(alice.Caller).Done());
        silo.Ledger.WritesAreDown = false;
        await silo.Passing(Listed());

        async Task Listed()
        {
            while ((await silo.Grains.Directory().Rooms(alice.Caller).Done()).IsEmpty)
            {
                TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            }
        }

        Assert.Equal(RoomOf(room), (await silo.Grains.Directory().Rooms(alice.Caller).Done())[0].RoomId);
    }

    [Fact]
    public async Task A_pair_has_one_room_whoever_asks_and_however_often()
    {
        var (alice, bob) = (silo.Person("alice"), silo.Person("bob"));
        var rooms = await Task.WhenAll(
            silo.Grains.Directory().CreateRoom(RoomStories.Pair(alice, bob)).Done(),
            silo.Grains.Directory().CreateRoom(RoomStories.Pair(bob, alice)).Done(),
            silo.Grains.Directory().CreateRoom(RoomStories.Pair(alice, bob) with { Members = [bob.Id, bob.Id, alice.Id] }).Done());

        Assert.Single(rooms.Select(room => room.RoomId).Distinct());
        Assert.All(rooms, room => Assert.Equal(2, room.Members.Length));
    }

    private static RoomId RoomOf(IRoomGrain room) => new(GrainKeys.IdOf(room.GetPrimaryKeyString()));
}
