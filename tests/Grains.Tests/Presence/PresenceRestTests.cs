using FChat.Calls;
using FChat.Gateways;
using FChat.Time;
using Microsoft.Extensions.DependencyInjection;

namespace FChat.Presence;

public sealed class PresenceRestTests
{
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan ForEach = TimeSpan.FromMilliseconds(1);
    private static readonly UserId[] Others = [.. Enumerable.Range(0, 30).Select(n => new UserId($"other{n}"))];
    private readonly WatchedTime _time = new();

    [Fact]
    public async Task After_many_were_told_the_next_changes_gather_longer()
    {
        await using var cluster = new CallCluster(services => services
            .AddKeyedSingleton<TimeProvider>(TimeProviderNames.Grains, _time)
            .Configure<PresenceOptions>(options => (options.GatherFor, options.RestForEach) = (Gathering, ForEach)));
        await cluster.InitializeAsync();
        cluster.Ledger.Pairs = [.. Others.Select(other => (CallCluster.Ann, other))];
        foreach (var other in Others)
        {
            await Show(cluster, other, ChatStatus.Online);
        }

        // Nobody shares a room with them who is told of them.
        await _time.Pass(Gathering);
        await _time.Pass(Gathering);
        await Show(cluster, CallCluster.Ann, ChatStatus.Online);
        await _time.Pass(Gathering);
        await cluster.Links.Until(Tells(ChatStatus.Online));

        await Show(cluster, CallCluster.Ann, ChatStatus.Busy);
        Assert.DoesNotContain(cluster.Links.Sent, envelope => Tells(ChatStatus.Busy)(envelope));
        await _time.Pass(ForEach * Others.Length);
        await cluster.Links.Until(Tells(ChatStatus.Busy));
    }

    private static Func<Envelope, bool> Tells(ChatStatus status) => envelope =>
        envelope.Content.Event is PresenceChanged told && told.Changes.Any(change => change.User == CallCluster.Ann && change.ChatStatus == status);

    private Task Show(CallCluster cluster, UserId user, ChatStatus status) => cluster.Grains.OnlineShard(user).Put(
        new OnlineEntry(new PresenceView(user, null, status, _time.GetUtcNow(), InCall: false), [CallCluster.Gateway])).Soon();
}
