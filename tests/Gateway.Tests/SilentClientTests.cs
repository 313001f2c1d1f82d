using FChat.Gateway.Delivery;
using FChat.Gateway.Hubs;
using FChat.Gateway.Tests.Doors;
using FChat.Gateway.Tests.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace FChat.Gateway.Tests;

/// <summary>A client that has never said anything is given up like one that has fallen silent.</summary>
public sealed class SilentClientTests
{
    private static readonly TimeSpan Timeout = new HubDoorOptions().ClientTimeout;
    private readonly FakeTimeProvider time = new(TimeProvider.System.GetUtcNow());
    private int silences;

    [Theory, InlineData(HubEncoding.Json), InlineData(HubEncoding.MessagePack)]
    public async Task A_client_that_shakes_hands_and_says_nothing_more_goes_offline_and_one_that_spoke_stays(HubEncoding encoding)
    {
        await using var gateway = await TestGateway.Start(time, "Production");
        await using var speaker = await gateway.Connect("bob", encoding);
        await using var silent = await gateway.Connect("alice", encoding);
        await speaker.Invoke("get_rooms");
        await Watched(gateway, "alice");

        time.Advance(Timeout);

        await silent.Ended.WaitAsync(TimeSpan.FromSeconds(10));
        var gone = await gateway.Cluster.Asked("Disconnect");
        Assert.Equal("u:alice", gone.Key);
        Assert.Null((await speaker.Invoke("get_rooms")).Error);
        Assert.Empty(gateway.Logs.Errors);
    }

    [Fact]
    public void Silence_is_noticed_at_the_timeout_and_not_before()
    {
        using var watch = Begun();

        time.Advance(Timeout - TimeSpan.FromMilliseconds(1));
        Assert.Equal(0, silences);

        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(1, silences);
    }

    [Fact]
    public void Who_was_heard_is_watched_no_more_and_is_heard_first_once()
    {
        using var watch = Begun();

        Assert.True(watch.Hear());
        Assert.False(watch.Hear());
        time.Advance(Timeout * 2);

        Assert.Equal(0, silences);
    }

    [Fact]
    public void Who_has_gone_is_watched_no_more()
    {
        Begun().Dispose();

        time.Advance(Timeout * 2);

        Assert.Equal(0, silences);
    }

    private ClientWatch Begun()
    {
        var watch = new ClientWatch(time, Timeout, () => silences++);
        watch.Begin();
        return watch;
    }

    // The watch begins a moment after the connection is known: when the gateway has announced it.
    private static Task Watched(TestGateway gateway, string user)
    {
        var registry = (ConnectionRegistry)gateway.Services.GetService(typeof(ConnectionRegistry))!;
        return Eventually.So(() => registry.Of(new UserId(user)) is [{ Watch.HasBegun: true }]);
    }
}
