using FChat.Calls;
using FChat.Cluster;
using FChat.Gateways;
using FChat.Rooms;

namespace FChat.Presence;

public sealed class UserGrainTests(SiloFixture silo) : IClassFixture<SiloFixture>, IAsyncDisposable
{
    private static readonly CallId Call = new("01J00000000000000000000001");
    private static readonly StampedEvent Stop = new(new CallRingStopped(RingStopReason.AnsweredElsewhere), null);

    public ValueTask DisposeAsync() => silo.Mend();

    [Fact]
    public async Task A_chosen_status_is_still_chosen_after_the_grain_was_forgotten()
    {
        var alice = silo.Person("alice");
        await alice.Grain.SetStatus(UserStatus.Busy, "alice", null).Done();
        await silo.Forget(alice.Grain);
        await alice.Connect(await silo.Gateway());

        Assert.Equal(ChatStatus.Busy, (await Seen(alice))!.ChatStatus);
    }

    [Fact]
    public async Task A_status_that_cannot_be_saved_is_refused_and_shown_to_nobody()
    {
        var alice = silo.Person("alice");
        await alice.Connect(await silo.Gateway());
        silo.Storage.Fault = WriteFault.BeforeWriting;
        Assert.Equal(ErrorCode.Unavailable, (await alice.Grain.SetStatus(UserStatus.Away, null, null).Refused()).Code);
        silo.Storage.Fault = WriteFault.None;
        await alice.Reconnect();

        Assert.Equal(ChatStatus.Online, (await Seen(alice))!.ChatStatus);
    }

    [Fact]
    public async Task A_device_rings_although_its_users_status_could_not_be_saved_a_moment_ago()
    {
        var (alice, bob) = (silo.Person("alice"), silo.Person("bob"));
        await bob.Connect(await silo.Gateway());
        var room = await silo.Room(alice, bob);
        (silo.Storage.Fault, silo.Storage.FaultOf) = (WriteFault.BeforeWriting, "u:");
        Assert.Equal(ErrorCode.Unavailable, (await bob.Grain.SetStatus(UserStatus.Away, null, null).Refused()).Code);
        silo.Storage.Fault = WriteFault.None;

        await room.InitiateCall(alice.Caller, new InitiateCall(CallType.Audio, null, null)).Done();

        await silo.Passing(bob.Hears<CallInitiated>());
    }

    [Fact]
    public async Task A_status_that_was_saved_although_its_write_failed_is_shown_to_others()
    {
        var alice = silo.Person("alice");
        await alice.Connect(await silo.Gateway());
        silo.Storage.Fault = WriteFault.AfterWriting;
        Assert.Equal(ErrorCode.Unavailable, (await alice.Grain.SetStatus(UserStatus.Busy, null, new CommandId("b")).Refused()).Code);
        silo.Storage.Fault = WriteFault.None;

        await RoomStories.Insist(() => alice.Grain.SetStatus(UserStatus.Busy, null, new CommandId("b")));
        await alice.Reconnect();

        Assert.Equal(ChatStatus.Busy, (await Seen(alice))!.ChatStatus);
    }

    [Fact]
    public async Task A_device_that_is_known_again_brings_the_calls_that_it_is_in()
    {
        var alice = silo.Person("alice");
        var gateway = await silo.Gateway();
        await alice.Connect(gateway);
        await silo.Forget(alice.Grain);

        await alice.Reconnect([Call]);

        Assert.Equal([Call], await alice.Grain.SeenByHttp());
        Assert.True((await Seen(alice))!.InCall);
    }

    [Fact]
    public async Task A_repeated_status_command_does_not_undo_a_later_choice()
    {
        var alice = silo.Person("alice");
        await alice.Grain.SetStatus(UserStatus.Busy, null, new CommandId("c1")).Done();
        await alice.Grain.SetStatus(UserStatus.Away, null, null).Done();
        await silo.Forget(alice.Grain);
        await alice.Grain.SetStatus(UserStatus.Busy, null, new CommandId("c1")).Done();
        await alice.Connect(await silo.Gateway());

        Assert.Equal(ChatStatus.Away, (await Seen(alice))!.ChatStatus);
    }

    [Fact]
    public async Task An_invisible_user_looks_offline_and_is_rung_all_the_same()
    {
        var alice = silo.Person("alice");
        await alice.Connect(await silo.Gateway());
        await alice.Grain.SetStatus(UserStatus.Invisible, null, null).Done();
        await alice.Reconnect();

        Assert.Equal(ChatStatus.Offline, (await Seen(alice))!.ChatStatus);
        Assert.Equal(1, await alice.Grain.Tell([Ring()]));
        await alice.Hears<CallRejected>();
    }

    [Fact]
    public async Task Heartbeats_and_repeated_connects_never_write()
    {
        var alice = silo.Person("alice");
        await alice.Connect(await silo.Gateway());
        for (var i = 0; i < 20; i++)
        {
            await alice.Grain.Heartbeat(active: true).Done();
            await alice.Reconnect();
        }

        Assert.Equal(0, silo.Storage.WritesOf($"u:{alice.Id}"));
    }

    [Fact]
    public async Task When_the_last_device_goes_the_user_is_offline_and_when_is_saved_once()
    {
        var alice = silo.Person("alice");
        var gateway = await silo.Gateway();
        await alice.Connect(gateway);
        await alice.Connect(gateway);
        await alice.Disconnect();
        Assert.Equal(0, silo.Storage.WritesOf($"u:{alice.Id}"));
        await alice.Disconnect();

        Assert.Equal(1, silo.Storage.WritesOf($"u:{alice.Id}"));
        await Until(async () => await Seen(alice) is null);
    }

    [Fact]
    public async Task Coming_choosing_and_going_are_written_to_the_activity_table_in_that_order()
    {
        var alice = silo.Person("alice");
        await alice.Connect(await silo.Gateway());
        await Until(() => Task.FromResult(silo.Ledger.ActivitiesOf(alice.Id) is [.., { IsOnline: true, ChosenStatus: UserStatus.Online, FullName: "alice" }]));
        await alice.Grain.SetStatus(UserStatus.Busy, null, null).Done();
        await Until(() => Task.FromResult(silo.Ledger.ActivitiesOf(alice.Id) is [.., { IsOnline: true, ChosenStatus: UserStatus.Busy }]));
        await alice.Disconnect();
        await Until(() => Task.FromResult(silo.Ledger.ActivitiesOf(alice.Id) is [.., { IsOnline: false, ChosenStatus: UserStatus.Busy }]));

        var versions = silo.Ledger.ActivitiesOf(alice.Id).Select(row => row.Version).ToArray();
        Assert.Equal(versions.Distinct().Order(), versions);
    }

    [Fact]
    public async Task A_device_that_connects_while_it_rings_is_told_which_calls_may_ring()
    {
        var alice = silo.Person("alice");
        var gateway = await silo.Gateway();
        Assert.Equal(0, await alice.Grain.Tell([Ring()]));
        Assert.Equal([Call], await alice.Connect(gateway));
        Assert.Empty(await alice.Reconnect());
        await alice.Grain.Tell([new RingStopped(Call, Stop, null)]);
        await alice.Hears<CallRingStopped>();

        Assert.Empty(await alice.Connect(gateway));
    }

    [Fact]
    public async Task A_ring_whose_time_is_over_rings_on_no_new_device()
    {
        var alice = silo.Person("alice");
        await alice.Grain.Tell([Ring()]);
        silo.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Empty(await alice.Connect(await silo.Gateway()));
    }

    [Fact]
    public async Task The_device_that_answered_is_not_told_that_the_ring_stopped()
    {
        var alice = silo.Person("alice");
        var (here, there) = (await silo.Gateway(), await silo.Gateway());
        await alice.Connect(here);
        var answering = alice.Device;
        await alice.Connect(there);
        await alice.Grain.Tell([Ring(), new RingStopped(Call, Stop, answering.Connection)]);
        await alice.Hears<CallRingStopped>();

        var excepted = await here.Envelope(audience => audience is UsersAudience, content => content is CallRingStopped);
        Assert.Equal(answering.Connection, ((UsersAudience)excepted.Audience).Except);
    }

    [Fact]
    public async Task After_the_grain_was_forgotten_open_invitations_are_found_in_the_ledger()
    {
        var gateway = await silo.Gateway();
        var (bob, call) = await SomebodyWhoIsRung(gateway);
        await silo.Forget(bob.Grain);

        Assert.Equal([call], await bob.Connect(gateway));
    }

    [Fact]
    public async Task When_the_ledger_cannot_say_what_rings_a_device_connects_and_the_next_one_is_told()
    {
        var gateway = await silo.Gateway();
        var (bob, call) = await SomebodyWhoIsRung(gateway);
        await silo.Forget(bob.Grain);
        silo.Ledger.ReadsAreDown = true;
        Assert.Empty(await bob.Connect(gateway));
        silo.Ledger.ReadsAreDown = false;

        Assert.Equal([call], await bob.Connect(gateway));
    }

    [Fact]
    public async Task A_request_by_http_shows_life_in_the_calls_that_the_user_is_in()
    {
        var alice = silo.Person("alice");
        var other = new CallId("01J00000000000000000000002");
        await alice.Grain.Tell([new CallEntered(Call), new CallEntered(other), new CallExited(Call)]);

        Assert.Equal([other], await alice.Grain.SeenByHttp());
    }

    [Fact]
    public async Task Somebody_in_a_call_is_shown_in_it_until_they_leave_the_last_one()
    {
        var alice = silo.Person("alice");
        await alice.Connect(await silo.Gateway());
        await alice.Grain.Tell([new CallEntered(Call)]);
        await Until(async () => (await Seen(alice))!.InCall);
        await alice.Grain.Tell([new CallExited(Call)]);

        await Until(async () => !(await Seen(alice))!.InCall);
    }

    [Fact]
    public async Task A_lost_gateway_takes_its_devices_and_leaves_the_others()
    {
        var alice = silo.Person("alice");
        var (lost, kept) = (await silo.Gateway(), await silo.Gateway());
        await alice.Connect(lost);
        await alice.Connect(kept);
        await alice.Grain.GatewayLost(lost.Id);

        Assert.Equal(1, await alice.Grain.Tell([Ring()]));
        await alice.Hears<CallRejected>();
    }

    [Fact]
    public async Task A_device_that_goes_twice_or_was_never_known_changes_nothing()
    {
        var alice = silo.Person("alice");
        await alice.Connect(await silo.Gateway());
        await alice.Grain.Disconnect(alice.Device with { Connection = new ConnectionId("unknown") });

        Assert.Equal(1, await alice.Grain.Tell([]));
        Assert.Equal(0, silo.Storage.WritesOf($"u:{alice.Id}"));
    }

    private async Task<(Person Rung, CallId Call)> SomebodyWhoIsRung(FakeGateway gateway)
    {
        var (alice, bob) = (silo.Person("alice"), silo.Person("bob"));
        await bob.Connect(gateway);
        var room = await silo.Room(alice, bob);
        var call = await room.InitiateCall(alice.Caller, new InitiateCall(CallType.Video, null, null)).Done();
        await bob.Hears<CallInitiated>();
        return (bob, call.CallSessionId);
    }

    private RingStarted Ring() =>
        new(Call, new StampedEvent(new CallRejected(new UserId("x"), RejectReason.Busy), null), silo.Time.GetUtcNow() + TimeSpan.FromSeconds(45));

    private async Task<PresenceView?> Seen(Person person) =>
        (await silo.Grains.OnlineShard(person.Id).Locate([person.Id])) is [var entry] ? entry.Presence : null;

    private static async Task Until(Func<Task<bool>> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (!await condition())
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
