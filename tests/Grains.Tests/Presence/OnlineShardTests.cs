using FChat.Cluster;
using FChat.Rooms;
using FChat.Time;

namespace FChat.Presence;

public sealed class OnlineShardTests(SiloFixture silo) : IClassFixture<SiloFixture>, IAsyncDisposable
{
    public ValueTask DisposeAsync() => silo.Mend();

    [Fact]
    public async Task People_who_share_a_room_hear_that_somebody_has_come_and_strangers_do_not()
    {
        var (alice, bob, eve) = (silo.Person("alice"), silo.Person("bob"), silo.Person("eve"));
        var gateway = await silo.Gateway();
        await silo.Room(alice, bob);
        await bob.Connect(gateway);
        await eve.Connect(gateway);
        await alice.Connect(gateway);

        var heard = await silo.Passing(bob.Hears<PresenceChanged>(changed => changed.Changes.Any(c => c.User == alice.Id)));
        var change = Assert.Single(heard.Changes, c => c.User == alice.Id);
        Assert.Equal((ChatStatus.Online, "alice", false), (change.ChatStatus, change.FullName, change.InCall));
        Assert.DoesNotContain(eve.Unheard.OfType<PresenceChanged>(), changed => changed.Changes.Any(c => c.User == alice.Id));
    }

    [Fact]
    public async Task Of_several_changes_within_the_gathering_only_the_newest_is_told()
    {
        var (alice, bob) = (silo.Person("alice"), silo.Person("bob"));
        var gateway = await silo.Gateway();
        await silo.Room(alice, bob);
        await bob.Connect(gateway);
        var shard = silo.Grains.OnlineShard(alice.Id);
        foreach (var status in (ChatStatus[])[ChatStatus.Online, ChatStatus.Busy, ChatStatus.Away])
        {
            await shard.Put(Entry(alice, gateway, status));
        }

        var heard = await silo.Passing(bob.Hears<PresenceChanged>(changed => changed.Changes.Any(c => c.User == alice.Id)));
        Assert.Equal(ChatStatus.Away, heard.Changes.Single(c => c.User == alice.Id).ChatStatus);
        await shard.Put(Entry(alice, gateway, ChatStatus.Offline));
        var next = await silo.Passing(bob.Hears<PresenceChanged>(changed => changed.Changes.Any(c => c.User == alice.Id)));
        Assert.Equal(ChatStatus.Offline, next.Changes.Single(c => c.User == alice.Id).ChatStatus);
    }

    [Fact]
    public async Task A_repetition_of_what_is_known_and_mere_activity_are_not_told()
    {
        var (alice, bob) = (silo.Person("alice"), silo.Person("bob"));
        var gateway = await silo.Gateway();
        await silo.Room(alice, bob);
        await bob.Connect(gateway);
        await alice.Connect(gateway);
        await silo.Passing(bob.Hears<PresenceChanged>(changed => changed.Changes.Any(c => c.User == alice.Id)));
        await silo.Pass(TimeSpan.FromSeconds(30));
        await alice.Grain.Heartbeat(active: true).Done();
        await alice.Reconnect();
        await alice.Grain.SetStatus(UserStatus.Busy, null, null).Done();

        var next = await silo.Passing(bob.Hears<PresenceChanged>(changed => changed.Changes.Any(c => c.User == alice.Id)));
        Assert.Equal(ChatStatus.Busy, next.Changes.Single(c => c.User == alice.Id).ChatStatus);
    }

    [Fact]
    public async Task What_could_not_be_told_because_the_ledger_was_away_is_told_when_it_is_back()
    {
        var (alice, bob) = (silo.Person("alice"), silo.Person("bob"));
        var gateway = await silo.Gateway();
        await silo.Room(alice, bob);
        await bob.Connect(gateway);
        silo.Ledger.ReadsAreDown = true;
        await alice.Connect(gateway);
        await silo.Pass(TimeSpan.FromSeconds(5));
        Assert.DoesNotContain(bob.Unheard.OfType<PresenceChanged>(), changed => changed.Changes.Any(c => c.User == alice.Id));
        silo.Ledger.ReadsAreDown = false;

        await silo.Passing(bob.Hears<PresenceChanged>(changed => changed.Changes.Any(c => c.User == alice.Id)));
    }

    [Fact]
    public async Task A_user_whose_gateway_is_gone_is_swept_and_one_who_is_there_stays()
    {
        var (alice, bob) = (silo.Person("alice"), silo.Person("bob"));
        var (dead, alive) = (await silo.Gateway(), await silo.Gateway());
        await alice.Connect(dead);
        await bob.Connect(alive);
        dead.IsAlive = false;
        await silo.Pass(TimeSpan.FromSeconds(100));
        await silo.Grains.Directory().CleanupStaleUsers().Done();
        await alice.Grain.Heartbeat(active: false).Done();

        Assert.Equal(0, await alice.Grain.Tell([]));
        Assert.Equal(1, await bob.Grain.Tell([]));
    }

    [Fact]
    public async Task An_entry_whose_user_grain_has_lost_its_memory_goes_with_the_sweep()
    {
        var alice = silo.Person("alice");
        var shard = silo.Grains.OnlineShard(alice.Id);
        await shard.Put(Entry(alice, await silo.Gateway(), ChatStatus.Online));
        await silo.Pass(TimeSpan.FromSeconds(100));
        await shard.Sweep();

        await silo.Passing(Gone());

        async Task Gone()
        {
            while (!(await shard.Locate([alice.Id])).IsEmpty)
            {
                TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            }
        }
    }

    private OnlineEntry Entry(Person person, FakeGateway gateway, ChatStatus status) =>
        new(new PresenceView(person.Id, null, status, silo.Time.GetUtcNow(), InCall: false), [gateway.Id]);
}
