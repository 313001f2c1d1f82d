using FChat.Cluster;
using FChat.Time;

namespace FChat.Gateways;

public sealed class LeaseTests(SiloFixture silo) : IClassFixture<SiloFixture>
{
    [Fact]
    public async Task A_lease_that_is_not_renewed_ends_and_its_users_lose_their_devices()
    {
        var alice = silo.Person("alice");
        var gateway = await silo.Gateway();
        await alice.Connect(gateway);
        await gateway.Renew(Holding(alice));
        gateway.IsAlive = false;
        await silo.Pass(TimeSpan.FromSeconds(16));

        await HasNoDevice(alice);
        Assert.Null(await gateway.Lease.Observer());
    }

    [Fact]
    public async Task A_lease_that_is_renewed_holds()
    {
        var alice = silo.Person("alice");
        var gateway = await silo.Gateway();
        await alice.Connect(gateway);
        await gateway.Renew(Holding(alice));
        await silo.Pass(TimeSpan.FromMinutes(2));

        Assert.NotNull(await gateway.Lease.Observer());
        Assert.Equal(1, await alice.Grain.Tell([]));
    }

    [Fact]
    public async Task A_gateway_that_retires_loses_its_users_at_once()
    {
        var alice = silo.Person("alice");
        var gateway = await silo.Gateway();
        await alice.Connect(gateway);
        await gateway.Renew(Holding(alice));
        gateway.IsAlive = false;
        await gateway.Lease.Retire();

        await HasNoDevice(alice);
    }

    [Fact]
    public async Task A_user_that_the_gateway_no_longer_holds_is_not_told()
    {
        var (alice, bob) = (silo.Person("alice"), silo.Person("bob"));
        var gateway = await silo.Gateway();
        await alice.Connect(gateway);
        await bob.Connect(gateway);
        await gateway.Renew(Holding(alice, bob));
        await gateway.Renew(new InterestDelta(Whole: false, [], [alice.Id], [], []));
        gateway.IsAlive = false;
        await gateway.Lease.Retire();

        await HasNoDevice(bob);
        Assert.Equal(1, await alice.Grain.Tell([]));
    }

    [Fact]
    public async Task A_lease_grain_that_was_forgotten_asks_for_the_whole()
    {
        var gateway = await silo.Gateway();
        Assert.False((await gateway.Renew()).SendWhole);
        await silo.Forget(gateway.Lease);

        Assert.True((await gateway.Renew()).SendWhole);
        Assert.False((await gateway.Renew(Holding())).SendWhole);
    }

    [Fact]
    public async Task A_gateway_that_nobody_knows_has_no_observer() =>
        Assert.Null(await silo.Grains.Gateway(new GatewayId("nobody")).Observer());

    private static InterestDelta Holding(params Person[] people) => new(Whole: true, [.. people.Select(p => p.Id)], [], [], []);

    private async Task HasNoDevice(Person person)
    {
        await silo.Passing(Gone());

        async Task Gone()
        {
            while (await person.Grain.Tell([]) > 0)
            {
                TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            }
        }
    }
}
