using System.Net;
using FChat.Gateway.Tests.Doors;
using FChat.Gateway.Tests.Fakes;
using FChat.Gateway.Tests.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace FChat.Gateway.Tests;

/// <summary>How much one client may send, by a clock that stands still.</summary>
public sealed class RateLimitTests
{
    private static readonly string Signal =
        $$"""{"call_session_id":"{{Samples.Call}}","signal_type":"offer","target_user":"bob","signal_data":1}""";

    private readonly FakeTimeProvider time = new(TimeProvider.System.GetUtcNow());

    [Theory, InlineData("get_rooms", "{}", 60, 50), InlineData("no_such_operation", "{}", 60, 50)]
    public async Task After_the_burst_an_operation_is_refused_with_the_pause_until_the_next(string operation, string argument, int burst, int pause)
    {
        await using var gateway = await TestGateway.Start(time, "Production");
        await using var hub = await gateway.Connect("alice");
        await using var other = await gateway.Connect("alice");
        for (var i = 0; i < burst; i++)
        {
            Assert.NotEqual("rate_limited", (await hub.Invoke(operation, argument)).Code);
        }

        var refused = await hub.Invoke(operation, argument);
        Assert.Equal(("rate_limited", pause), (refused.Code, (int)refused.Error!["details"]!["retry_after_ms"]!));
        Assert.NotEqual("rate_limited", (await other.Invoke(operation, argument)).Code);
        Assert.Null((await hub.Invoke("send_webrtc_signal", Signal)).Code);

        time.Advance(TimeSpan.FromMilliseconds(pause));
        Assert.NotEqual("rate_limited", (await hub.Invoke(operation, argument)).Code);
        Assert.Equal("rate_limited", (await hub.Invoke(operation, argument)).Code);
    }

    [Fact]
    public async Task Signals_have_an_allowance_of_their_own_of_400_at_once_and_100_a_second()
    {
        await using var gateway = await TestGateway.Start(time, "Production");
        await using var hub = await gateway.Connect("alice");
        for (var i = 0; i < 400; i++)
        {
            await hub.Send("send_webrtc_signal", Signal);
        }

        Assert.Equal("rate_limited", (await hub.Invoke("call_signal", Signal)).Code);
        Assert.Null((await hub.Invoke("get_rooms")).Code);
        time.Advance(TimeSpan.FromMilliseconds(20));

        var answers = new[] { await hub.Invoke("send_webrtc_signal", Signal), await hub.Invoke("send_webrtc_signal", Signal), await hub.Invoke("send_webrtc_signal", Signal) };
        Assert.Equal([null, null, "rate_limited"], answers.Select(answer => answer.Code));
    }

    [Fact]
    public async Task By_http_a_user_is_limited_whatever_the_number_of_connections_and_tokens()
    {
        await using var gateway = await TestGateway.Start(time, "Production", ("Limits:OperationsPerSecond", "2"), ("Limits:OperationBurst", "2"));

        var first = await gateway.Http.Get(Tokens.For("alice"), "get_rooms");
        var second = await gateway.Http.Get(Tokens.For("alice", name: "Alice"), "get_rooms");
        var third = await gateway.Http.Get(Tokens.For("alice"), "get_rooms");
        var other = await gateway.Http.Get(Tokens.For("bob"), "get_rooms");

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.TooManyRequests, HttpStatusCode.OK], [first.Status, second.Status, third.Status, other.Status]);
        Assert.Equal(500, (int)third.Reply.Error!["details"]!["retry_after_ms"]!);
    }

    [Fact]
    public async Task People_who_called_by_http_are_forgotten_after_a_minute_of_silence()
    {
        await using var gateway = await TestGateway.Start(time, "Production");
        var callers = (Http.HttpCallers)gateway.Services.GetService(typeof(Http.HttpCallers))!;
        await gateway.Http.Get(Tokens.For("alice"), "get_rooms");
        time.Advance(TimeSpan.FromSeconds(61));

        await gateway.Http.Get(Tokens.For("bob"), "get_rooms");

        Assert.Equal(1, callers.Remembered);
    }

    [Fact]
    public async Task A_sign_of_life_by_http_reaches_the_cluster_at_most_every_ten_seconds_and_the_calls_that_the_user_is_in()
    {
        await using var gateway = await TestGateway.Start(time, "Production");
        gateway.Cluster.On<Presence.IUserGrain>("SeenByHttp", _ => System.Collections.Immutable.ImmutableArray.Create(Samples.Call));

        await gateway.Http.Get(Tokens.For("alice"), "get_rooms");
        var life = await gateway.Cluster.Asked("Execute");
        await gateway.Http.Get(Tokens.For("alice"), "get_rooms");
        time.Advance(TimeSpan.FromSeconds(10));
        await gateway.Http.Get(Tokens.For("alice"), "get_rooms");
        await gateway.Cluster.Asked("Execute");

        Assert.Equal(new Calls.ShowLife(Samples.Alice), life.Argument<Calls.ShowLife>());
        Assert.Equal(2, gateway.Cluster.CountOf("SeenByHttp"));
    }
}
