using FChat.Calls;
using FChat.Cluster;
using FChat.Core.Calls;
using FChat.Core.Rooms;
using FChat.Gateways;
using FChat.Ledger;
using FChat.Time;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace FChat.Rooms;

public sealed class RoomCallsTests(SiloFixture silo) : IClassFixture<SiloFixture>, IAsyncDisposable
{
    private static readonly InitiateCall Audio = new(CallType.Audio, null, null);

    public ValueTask DisposeAsync() => silo.Mend();

    [Fact]
    public async Task A_call_rings_for_the_others_and_the_room_shows_it()
    {
        var (alice, bob) = (silo.Person("alice"), silo.Person("bob"));
        await bob.Connect(await silo.Gateway());
        var room = await silo.Room(alice, bob);
        var call = await room.InitiateCall(alice.Caller, Audio).Done();

        Assert.Equal(call.CallSessionId, (await bob.Hears<CallInitiated>()).Call.CallSessionId);
        await bob.Hears<RoomUpdated>(update => update.Room.ActiveCallSessionId == call.CallSessionId);
        Assert.Equal(call.CallSessionId, (await room.GetActiveCall(bob.Caller).Done()).Call!.CallSessionId);
    }

    [Fact]
    public async Task Of_two_who_call_at_once_one_is_referred_to_the_others_call()
    {
        var (alice, bob) = (silo.Person("alice"), silo.Person("bob"));
        var room = await silo.Room(alice, bob);
        var outcomes = await Task.WhenAll(room.InitiateCall(alice.Caller, Audio), room.InitiateCall(bob.Caller, Audio));

        var call = Assert.Single(outcomes, outcome => outcome.IsDone).Value!;
        var refusal = Assert.Single(outcomes, outcome => !outcome.IsDone).Refusal!;
        Assert.Equal(Refusal.AlreadyActive(call.CallSessionId), refusal);
    }

    [Fact]
    public async Task A_repeated_command_answers_the_call_that_it_made()
    {
        var (alice, bob) = (silo.Person("alice"), silo.Person("bob"));
        var room = await silo.Room(alice, bob);
        var wish = Audio with { Command = new CommandId("call-1") };
        var first = await room.InitiateCall(alice.Caller, wish).Done();
        await silo.Forget(room);

        Assert.Equal(first.CallSessionId, (await room.InitiateCall(alice.Caller, wish).Done()).CallSessionId);
        Assert.Equal(ErrorCode.CallAlreadyActive, (await room.InitiateCall(alice.Caller, Audio).Refused()).Code);
    }

    [Fact]
    public async Task When_the_room_cannot_be_saved_nothing_rings_and_nothing_is_left()
    {
        var (alice, bob) = (silo.Person("alice"), silo.Person("bob"));
        await bob.Connect(await silo.Gateway());
        var room = await silo.Room(alice, bob);
        silo.Storage.Fault = WriteFault.BeforeWriting;
        Assert.Equal(ErrorCode.Unavailable, (await room.InitiateCall(alice.Caller, Audio).Refused()).Code);
        silo.Storage.Fault = WriteFault.None;

        Assert.Null((await room.GetActiveCall(alice.Caller).Done()).Call);
        await RoomStories.Insist(() => room.Says(alice, "after", "c1"));
        await bob.Hears<MessageCreated>();
        Assert.Empty(bob.Unheard.OfType<CallInitiated>());
    }

    [Fact]
    public async Task When_the_call_cannot_be_made_the_room_has_none_and_the_same_command_makes_it_later()
    {
        var (alice, bob) = (silo.Person("alice"), silo.Person("bob"));
        var room = await silo.Room(alice, bob);
        var wish = Audio with { Command = new CommandId("call-2") };
        silo.Ledger.WritesAreDown = true;
        var refusal = await silo.Passing(room.InitiateCall(alice.Caller, wish).Refused());
        Assert.Equal(ErrorCode.Unavailable, refusal.Code);
        silo.Ledger.WritesAreDown = false;

        Assert.Null((await room.GetActiveCall(alice.Caller).Done()).Call);
        Assert.Equal(CallStatus.Initiated, (await silo.Passing(room.InitiateCall(alice.Caller, wish).Done())).CallStatus);
    }

    [Fact]
    public async Task A_call_of_which_nobody_knows_whether_it_was_made_stays_the_rooms_only_one()
    {
        var (alice, bob) = (silo.Person("alice"), silo.Person("bob"));
        var room = await silo.Room(alice, bob);
        var wish = Audio with { Command = new CommandId("call-3") };
        (silo.Storage.Fault, silo.Storage.FaultOf) = (WriteFault.AfterWriting, "c:");
        Assert.Equal(ErrorCode.Unavailable, (await room.InitiateCall(alice.Caller, wish).Refused()).Code);
        silo.Storage.Fault = WriteFault.None;

        var call = await RoomStories.Insist(() => room.InitiateCall(alice.Caller, wish));

        Assert.Equal(call.CallSessionId, (await room.GetActiveCall(bob.Caller).Done()).Call?.CallSessionId);
        Assert.Equal(Refusal.AlreadyActive(call.CallSessionId), await room.InitiateCall(bob.Caller, Audio).Refused());
        var open = await silo.Services.GetRequiredService<ICallLedger>().Open(1, 100, TestContext.Current.CancellationToken);
        var ofRoom = 0;
        foreach (var id in open.Calls)
        {
            ofRoom += (await silo.Grains.Call(id).View(null)) is { IsDone: true, Value: { EndedAt: null } view } && view.RoomId == call.RoomId ? 1 : 0;
        }

        Assert.Equal(1, ofRoom);
    }

    [Fact]
    public async Task A_pointer_to_a_call_that_never_was_is_taken_away_when_it_is_read()
    {
        var (alice, bob) = (silo.Person("alice"), silo.Person("bob"));
        var lost = new CallId(Ulid.NewUlid().ToString());
        var room = await RoomPointingTo(lost, alice, bob);

        Assert.Null((await room.View(alice.Caller).Done()).ActiveCallSessionId);
        Assert.Null((await room.GetActiveCall(bob.Caller).Done()).Call);
        await room.InitiateCall(alice.Caller, Audio).Done();
    }

    [Fact]
    public async Task A_call_that_its_room_has_not_found_can_not_be_made_later()
    {
        var (alice, bob) = (silo.Person("alice"), silo.Person("bob"));
        await bob.Connect(await silo.Gateway());
        var lost = silo.Grains.Call(new CallId(Ulid.NewUlid().ToString()));
        var room = await RoomPointingTo(new CallId(GrainKeys.IdOf(lost.GetPrimaryKeyString())), alice, bob);
        Assert.Null((await room.GetActiveCall(bob.Caller).Done()).Call);

        Assert.Equal(Refusal.CallNotFound, await lost.Create(Making(alice, bob)).Refused());
        await silo.Forget(lost);
        Assert.Equal(Refusal.CallNotFound, await lost.Create(Making(alice, bob)).Refused());
        Assert.Equal(Refusal.CallNotFound, await lost.View(null).Refused());
        Assert.Empty(bob.Unheard.OfType<CallInitiated>());
    }

    [Fact]
    public async Task A_silo_that_hung_while_it_made_a_call_can_not_make_it_when_the_room_has_turned_to_another()
    {
        var (alice, bob) = (silo.Person("alice"), silo.Person("bob"));
        await bob.Connect(await silo.Gateway());
        var late = silo.Grains.Call(new CallId(Ulid.NewUlid().ToString()));
        await late.View(null).Refused(); // it has read that there is nothing
        await WithdrawElsewhere(late, alice, bob);

        Assert.Equal(ErrorCode.Unavailable, (await late.Create(Making(alice, bob)).Refused()).Code);
        Assert.Empty(bob.Unheard.OfType<CallInitiated>());
        await silo.Forget(late);
        Assert.Equal(Refusal.CallNotFound, await late.Create(Making(alice, bob)).Refused());
    }

    [Fact]
    public async Task A_call_that_was_made_is_not_withdrawn()
    {
        var (alice, bob) = (silo.Person("alice"), silo.Person("bob"));
        await alice.Connect(await silo.Gateway());
        var room = await silo.Room(alice, bob);
        var call = await room.InitiateCall(alice.Caller, Audio).Done();

        Assert.Equal(call.CallSessionId, (await silo.Grains.Call(call.CallSessionId).Withdraw(RosterOf(alice, bob)).Done()).CallSessionId);
        await silo.Grains.Call(call.CallSessionId).Join(Joining(alice)).Done();
    }

    [Fact]
    public async Task While_it_cannot_be_written_that_a_call_is_withdrawn_the_room_keeps_its_pointer()
    {
        var (alice, bob) = (silo.Person("alice"), silo.Person("bob"));
        var room = await RoomPointingTo(new CallId(Ulid.NewUlid().ToString()), alice, bob);
        (silo.Storage.Fault, silo.Storage.FaultOf) = (WriteFault.BeforeWriting, "c:");
        Assert.Equal(ErrorCode.Unavailable, (await room.GetActiveCall(alice.Caller).Refused()).Code);
        Assert.Equal(ErrorCode.Unavailable, (await room.InitiateCall(alice.Caller, Audio).Refused()).Code);
        silo.Storage.Fault = WriteFault.None;

        await RoomStories.Insist(() => room.InitiateCall(alice.Caller, Audio));
    }

    [Fact]
    public async Task The_end_of_a_call_is_shown_by_the_room_and_makes_way_for_the_next()
    {
        var (alice, bob) = (silo.Person("alice"), silo.Person("bob"));
        await bob.Connect(await silo.Gateway());
        var room = await silo.Room(alice, bob);
        var call = await room.InitiateCall(alice.Caller, Audio).Done();
        await silo.Grains.Call(call.CallSessionId).Execute(new LeaveCall(alice.Id, null)).Done();
        await bob.Hears<RoomUpdated>(update => update.Room.ActiveCallSessionId == call.CallSessionId);
        await bob.Hears<RoomUpdated>(update => update.Room.ActiveCallSessionId is null);

        Assert.NotEqual(call.CallSessionId, (await room.InitiateCall(bob.Caller, Audio).Done()).CallSessionId);
    }

    [Fact]
    public async Task An_old_calls_end_does_not_take_the_new_ones_pointer()
    {
        var (alice, bob) = (silo.Person("alice"), silo.Person("bob"));
        var room = await silo.Room(alice, bob);
        var call = await room.InitiateCall(alice.Caller, Audio).Done();
        await room.CallOver(new CallId(Ulid.NewUlid().ToString()));

        Assert.Equal(call.CallSessionId, (await room.View(alice.Caller).Done()).ActiveCallSessionId);
    }

    [Fact]
    public async Task A_member_who_is_removed_is_put_out_of_the_live_call()
    {
        var (alice, bob, carol) = (silo.Person("alice"), silo.Person("bob"), silo.Person("carol"));
        var gateway = await silo.Gateway();
        await alice.Connect(gateway);
        await bob.Connect(gateway);
        var room = await silo.Room(alice, bob, carol);
        var view = await room.InitiateCall(alice.Caller, Audio).Done();
        var call = silo.Grains.Call(view.CallSessionId);
        await call.Join(Joining(alice)).Done();
        await call.Join(Joining(bob)).Done();
        await room.RemoveMember(alice.Caller, bob.Id, null).Done();
        await gateway.Hears<CallParticipantLeft>(
            audience => audience is CallAudience, left => left.Left.Any(gone => gone.User == bob.Id && gone.Reason == LeaveReason.Removed));

        Assert.Equal(ErrorCode.Forbidden, (await call.Join(Joining(bob)).Refused()).Code);
    }

    [Fact]
    public async Task A_removed_member_is_put_out_though_the_call_could_not_save_it_at_first()
    {
        var (alice, bob) = (silo.Person("alice"), silo.Person("bob"));
        await bob.Connect(await silo.Gateway());
        var room = await silo.Room(alice, bob, silo.Person("carol"));
        var view = await room.InitiateCall(alice.Caller, Audio).Done();
        await bob.Hears<CallInitiated>();
        (silo.Storage.Fault, silo.Storage.FaultOf) = (WriteFault.BeforeWriting, "c:");
        await room.RemoveMember(alice.Caller, bob.Id, null).Done();
        await bob.Hears<RoomUpdated>(update => update.Room.Members.All(member => member.User != bob.Id));
        silo.Storage.Fault = WriteFault.None;

        await silo.Passing(PutOut());
        Assert.Equal(ErrorCode.Forbidden, (await silo.Grains.Call(view.CallSessionId).Join(Joining(bob)).Refused()).Code);

        async Task PutOut()
        {
            while ((await silo.Grains.Call(view.CallSessionId).View(null).Done()).Participants.First(p => p.User == bob.Id).Status != ParticipantStatus.Removed)
            {
                TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            }
        }
    }

    [Fact]
    public async Task Two_people_cannot_call_with_nobody_else_or_with_strangers()
    {
        var (alice, bob, eve) = (silo.Person("alice"), silo.Person("bob"), silo.Person("eve"));
        var room = await silo.Room(alice, bob);
        foreach (var participants in (UserId[][])[[], [alice.Id], [eve.Id], [bob.Id, eve.Id]])
        {
            var refusal = await room.InitiateCall(alice.Caller, Audio with { Participants = [.. participants] }).Refused();
            Assert.Equal((ErrorCode.InvalidArgument, "participants"), (refusal.Code, refusal.Field));
        }

        Assert.Equal(Refusal.RoomNotFound, await room.InitiateCall(eve.Caller, Audio).Refused());
    }

    private static JoinCall Joining(Person person) =>
        new(person.Id, null, null, new Seat(person.Device.Gateway, person.Device.Connection, null));

    private static CreateCall Making(Person caller, Person invited) => new(caller.Id, CallType.Audio, [invited.Id], RosterOf(caller, invited));

    private static RoomRoster RosterOf(Person owner, Person other) =>
        new(new RoomId("somewhere"), 1, owner.Id, [new RosterMember(owner.Id, null), new RosterMember(other.Id, null)], []);

    /// <summary>What another silo writes when the room does not find the call there.</summary>
    private async Task WithdrawElsewhere(ICallGrain call, Person owner, Person other)
    {
        var state = CallMachine.Withdrawn(new CallId(GrainKeys.IdOf(call.GetPrimaryKeyString())), RosterOf(owner, other), silo.Time.GetUtcNow());
        await silo.Services.GetRequiredKeyedService<IGrainStorage>("Default").WriteStateAsync("call", call.GetGrainId(), new GrainState<CallState>(state));
    }

    /// <summary>A room on disk as one whose silo died between pointing to a call and making it.</summary>
    private async Task<IRoomGrain> RoomPointingTo(CallId call, Person owner, Person other)
    {
        var room = silo.Grains.Room(new RoomId(Ulid.NewUlid().ToString()));
        var id = new RoomId(GrainKeys.IdOf(room.GetPrimaryKeyString()));
        var made = new RoomRules(RoomLimits.Default).Create(new RoomState(), id, RoomStories.Wish(owner, other), silo.Time.GetUtcNow()).Next;
        var state = new GrainState<RoomState>(made with { ActiveCall = call, LastCall = call });
        await silo.Services.GetRequiredKeyedService<IGrainStorage>("Default").WriteStateAsync("room", room.GetGrainId(), state);
        return room;
    }
}
