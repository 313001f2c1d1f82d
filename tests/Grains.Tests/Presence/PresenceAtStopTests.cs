using FChat.Calls;
using FChat.Gateways;

namespace FChat.Presence;

public sealed class PresenceAtStopTests
{
    [Fact]
    public async Task What_has_gathered_when_a_silo_stops_is_told_before_it_goes()
    {
        await using var cluster = new CallCluster();
        await cluster.InitializeAsync();
        cluster.Ledger.Pairs = [(CallCluster.Ann, CallCluster.Bob)];
        await cluster.Connect(CallCluster.Bob);
        await cluster.Connect(CallCluster.Ann);
        Assert.Empty(Told());

        await cluster.Stop();

        var (audience, change) = Assert.Single(Told());
        Assert.Equal([CallCluster.Bob], audience.Users);
        Assert.Equal((CallCluster.Ann, ChatStatus.Online), (change.User, change.ChatStatus));

        IEnumerable<(UsersAudience, PresenceView)> Told() => cluster.Links.Sent
            .Where(envelope => envelope.Content.Event is PresenceChanged)
            .Select(envelope => ((UsersAudience)envelope.Audience, ((PresenceChanged)envelope.Content.Event).Changes.Single(one => one.User == CallCluster.Ann)));
    }
}
