using System.Net;
using System.Net.WebSockets;
using FChat.Gateway.RateLimits;
using FChat.Gateway.Tests.Doors;
using FChat.Gateway.Tests.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace FChat.Gateway.Tests.Security;

/// <summary>What one user and one address may do, beyond what one connection may (<see cref="RateLimitTests"/>).</summary>
public sealed class LimitTests
{
    private static readonly (string, string)[] TwoAtOnce = [("Limits:OperationsPerSecond", "2"), ("Limits:OperationBurst", "2")];
    private readonly FakeTimeProvider time = new(TimeProvider.System.GetUtcNow());

    [Fact]
    public async Task A_user_may_by_all_connections_and_http_no_more_than_three_times_what_one_connection_may()
    {
        await using var gateway = await TestGateway.Start(time, "Production", TwoAtOnce);
        await using var first = await gateway.Connect("alice");
        await using var second = await gateway.Connect("alice", HubEncoding.MessagePack);
        await using var third = await gateway.Connect("alice");
        await using var other = await gateway.Connect("bob");

        foreach (var hub in new[] { first, second })
        {
            Assert.Null((await hub.Invoke("get_rooms")).Code);
            Assert.Null((await hub.Invoke("get_rooms")).Code);
            Assert.Equal("rate_limited", (await hub.Invoke("get_rooms")).Code);
        }

        Assert.Null((await gateway.Http.Get(Tokens.For("alice"), "get_rooms")).Reply.Code);
        Assert.Null((await third.Invoke("get_rooms")).Code);
        var refused = await third.Invoke("get_rooms");
        Assert.Equal(("rate_limited", 167), (refused.Code, (int)refused.Error!["details"]!["retry_after_ms"]!));
        Assert.Equal(HttpStatusCode.TooManyRequests, (await gateway.Http.Get(Tokens.For("alice"), "get_rooms")).Status);
        Assert.Null((await other.Invoke("get_rooms")).Code);
    }

    [Fact]
    public async Task A_users_connection_beyond_the_limit_is_refused_in_words_and_others_stay_open()
    {
        await using var gateway = await TestGateway.Start(("Limits:ConnectionsPerUser", "2"));
        await using var first = await gateway.Connect("alice");
        await using (await gateway.Connect("alice"))
        {
            var refused = await Assert.ThrowsAsync<WebSocketException>(() => HubClient.Open(gateway.Address, Tokens.For("alice")));
            var (status, reply) = await Negotiate(gateway, "alice");
            var (upperCase, _) = await Negotiate(gateway, "alice", "/HUB");

            Assert.Equal(HttpStatusCode.TooManyRequests, upperCase);
            Assert.Contains("429", refused.Message, StringComparison.Ordinal);
            Assert.Equal((HttpStatusCode.TooManyRequests, "rate_limited", 2), (status, reply.Code, (int)reply.Error!["details"]!["limit"]!));
            await using var other = await gateway.Connect("bob");
            Assert.Null((await first.Invoke("get_rooms")).Code);
        }

        var registry = (Delivery.ConnectionRegistry)gateway.Services.GetService(typeof(Delivery.ConnectionRegistry))!;
        await Eventually.So(() => registry.Of(new UserId("alice")).Length == 1);
        await using var next = await gateway.Connect("alice");
        Assert.Null((await next.Invoke("get_rooms")).Code);
        Assert.Empty(gateway.Logs.Errors);
    }

    [Fact]
    public async Task Of_many_connections_at_once_no_more_are_taken_in_than_allowed()
    {
        await using var gateway = await TestGateway.Start(("Limits:ConnectionsPerUser", "3"));
        var token = Tokens.For("alice");
        var registry = (Delivery.ConnectionRegistry)gateway.Services.GetService(typeof(Delivery.ConnectionRegistry))!;

        var opened = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => Open(gateway, token)));
        await Task.WhenAll(opened.OfType<HubClient>().Select(hub => Task.WhenAny(hub.Invoke("get_rooms"), hub.Ended)));

        Assert.Equal(3, registry.Count);
        await Task.WhenAll(opened.OfType<HubClient>().Select(hub => hub.DisposeAsync().AsTask()));
    }

    [Fact]
    public async Task An_address_that_sends_too_many_requests_is_refused_at_the_doors_whoever_asks_and_not_at_pages_and_probes()
    {
        await using var gateway = await TestGateway.Start(time, "Production", ("Limits:AddressRequestsPerSecond", "2"), ("Limits:AddressRequestBurst", "3"));
        Assert.Equal(HttpStatusCode.Unauthorized, (await gateway.Http.Ask(HttpMethod.Post, null, "f_chat.get_rooms", null)).Status);
        Assert.Equal(HttpStatusCode.OK, (await gateway.Http.Get(Tokens.For("alice"), "get_rooms")).Status);
        await using (await gateway.Connect("bob"))
        {
            var (status, reply) = await gateway.Http.Get(Tokens.For("carol"), "get_rooms");
            var hub = await Assert.ThrowsAsync<WebSocketException>(() => HubClient.Open(gateway.Address, Tokens.For("carol")));
            using var upperCase = await gateway.Http.PostAsync("/API/METHOD/f_chat.get_rooms", null);

            Assert.Equal((HttpStatusCode.TooManyRequests, "rate_limited", 500), (status, reply.Code, (int)reply.Error!["details"]!["retry_after_ms"]!));
            Assert.Contains("429", hub.Message, StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.TooManyRequests, upperCase.StatusCode);
            Assert.Equal("alive", await gateway.Http.GetStringAsync("/health/live"));
        }

        time.Advance(TimeSpan.FromMilliseconds(500));
        Assert.Equal(HttpStatusCode.OK, (await gateway.Http.Get(Tokens.For("carol"), "get_rooms")).Status);
    }

    [Theory]
    [InlineData("192.0.2.7", "192.0.2.7", true)]
    [InlineData("192.0.2.7", "::ffff:192.0.2.7", true)]
    [InlineData("192.0.2.7", "192.0.2.8", false)]
    [InlineData("2001:db8:1:2::5", "2001:db8:1:2:ffff::9", true)]
    [InlineData("2001:db8:1:2::5", "2001:db8:1:3::5", false)]
    public void Of_ipv6_the_network_of_a_subscriber_counts_as_one(string one, string other, bool isSame) =>
        Assert.Equal(isSame, ClientAddress.Of(IPAddress.Parse(one)) == ClientAddress.Of(IPAddress.Parse(other)));

    [Fact]
    public void What_is_remembered_is_bounded_and_forgotten()
    {
        var users = new Remembered<int, object>(() => new object(), time, most: 10);
        var seen = Enumerable.Range(0, 1_000).Select(users.Of).Distinct().Count();
        Assert.Equal((11, 10), (seen, users.Count));

        time.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal(11, Enumerable.Range(1_000, 1_000).Select(users.Of).Distinct().Count());
    }

    [Fact]
    public async Task Who_goes_on_sending_too_much_waits_for_the_refusals()
    {
        await using var gateway = await TestGateway.Start(time, "Production", TwoAtOnce);
        await using var hub = await gateway.Connect("alice");
        for (var i = 0; i < 22; i++)
        {
            await hub.Invoke("get_rooms");
        }

        var late = hub.Invoke("get_rooms");
        await using var other = await gateway.Connect("bob");
        Assert.Null((await other.Invoke("get_rooms")).Code);
        Assert.False(late.IsCompleted);
        await Eventually.So(() =>
        {
            time.Advance(TimeSpan.FromMilliseconds(500));
            return late.IsCompleted;
        });

        Assert.Equal("rate_limited", (await late).Code);
    }

    private static async Task<HubClient?> Open(TestGateway gateway, string token)
    {
        try
        {
            return await HubClient.Open(gateway.Address, token);
        }
        catch (WebSocketException)
        {
            return null;
        }
    }

    private static async Task<(HttpStatusCode Status, Reply Reply)> Negotiate(TestGateway gateway, string user, string hub = "/hub")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, hub + "/negotiate?negotiateVersion=1");
        request.Headers.Authorization = new("Bearer", Tokens.For(user));
        using var response = await gateway.Http.SendAsync(request);
        return (response.StatusCode, Reply.OfHttp(await response.Content.ReadAsStringAsync()));
    }
}
