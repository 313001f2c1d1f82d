using FChat.Calls;
using FChat.Gateway.Tests.Doors;
using FChat.Gateway.Tests.Fakes;
using FChat.Gateway.Tests.Hosting;
using FChat.Gateways;
using FChat.Presence;
using System.Collections.Immutable;
using System.Net;
using System.Text.Json.Nodes;

namespace FChat.Gateway.Tests;

/// <summary>What a gateway says of itself, of its users and of its calls, and what it does with the answers.</summary>
public sealed class LeaseTests
{
    private static readonly string Join = $$"""{"call_session_id":"{{Samples.Call}}"}""";
    private static readonly (string, string)[] Quick = [("Renewal:Lease", "00:00:00.1"), ("Renewal:Call", "00:00:00.1"), ("Renewal:Connection", "00:00:00.1")];

    [Fact]
    public async Task A_renewal_says_what_changed_and_everything_when_the_cluster_has_forgotten()
    {
        await using var gateway = await TestGateway.Start(Quick);
        var first = await Renewal(gateway, _ => true);
        await using (var hub = await gateway.Connect("alice"))
        {
            await hub.Invoke("join_call", Join);
            var added = await Renewal(gateway, delta => !delta.CallsAdded.IsEmpty);
            gateway.Cluster.On<IGatewayGrain>("Renew", _ => new LeaseAnswer(TimeSpan.FromSeconds(15), SendWhole: true));
            var whole = await Renewal(gateway, delta => delta.Whole);
            gateway.Cluster.On<IGatewayGrain>("Renew", _ => new LeaseAnswer(TimeSpan.FromSeconds(15), SendWhole: false));
            await Renewal(gateway, delta => !delta.Whole);

            Assert.True(first.Whole);
            Assert.Equal([Samples.Call], added.CallsAdded);
            Assert.Equal([Samples.Alice], whole.UsersAdded);
            Assert.Equal([Samples.Call], whole.CallsAdded);
        }

        var removed = await Renewal(gateway, delta => !delta.UsersRemoved.IsEmpty);
        Assert.Equal([Samples.Alice], removed.UsersRemoved);
    }

    [Fact]
    public async Task A_change_that_was_not_taken_is_said_again()
    {
        await using var gateway = await TestGateway.Start(Quick);
        gateway.Cluster.On<IGatewayGrain>("Renew", _ => new TimeoutException());
        await using var hub = await gateway.Connect("alice");
        await Renewal(gateway, delta => delta.UsersAdded.Contains(Samples.Alice));
        gateway.Cluster.On<IGatewayGrain>("Renew", _ => new LeaseAnswer(TimeSpan.FromSeconds(15), false));

        Assert.Contains(Samples.Alice, (await Renewal(gateway, delta => !delta.UsersAdded.IsEmpty)).UsersAdded);
    }

    [Fact]
    public async Task A_new_connection_is_told_to_the_calls_that_ring_for_its_user_and_a_repeated_one_is_not()
    {
        await using var gateway = await TestGateway.Start(Quick);
        var connects = 0;
        gateway.Cluster.On<IUserGrain>("Connect", _ => Interlocked.Increment(ref connects) == 1 ? ImmutableArray.Create(Samples.Call) : []);
        await using var hub = await gateway.Connect("alice");

        var told = await gateway.Cluster.Asked("DeviceConnected");
        for (var repeated = 0; repeated < 3; repeated++)
        {
            await gateway.Cluster.Asked("Connect");
        }

        Assert.Equal((Samples.Alice, $"c:{Samples.Call}"), (told.Argument<UserId>(), told.Key));
        Assert.Equal(1, gateway.Cluster.CountOf("DeviceConnected"));
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task When_a_silo_has_lost_its_memory_every_connection_and_its_calls_are_told_again_at_once(bool isLeaseLost)
    {
        await using var gateway = await TestGateway.Start(("Renewal:Lease", "00:00:00.1"));
        Active("10.0.0.1:1@1", "10.0.0.2:1@1");
        await gateway.Cluster.Asked(nameof(ISignalRouterGrain.Route));
        await using var hub = await gateway.Connect("alice");
        await hub.Invoke("join_call", Join);
        await gateway.Cluster.Asked(nameof(ICallGrain.Join));

        if (isLeaseLost)
        {
            gateway.Cluster.On<IGatewayGrain>("Renew", _ => new LeaseAnswer(TimeSpan.FromSeconds(15), SendWhole: true));
        }
        else
        {
            Active("10.0.0.2:1@1");
        }

        var again = await gateway.Cluster.Asked("Connect");
        Assert.Equal([Samples.Call], again.Argument<ImmutableArray<CallId>>());

        void Active(params ImmutableArray<string> silos) =>
            gateway.Cluster.On<IGatewayGrain>("Renew", _ => new LeaseAnswer(TimeSpan.FromSeconds(15), false) { Silos = silos });
    }

    [Fact]
    public async Task A_ring_that_was_waiting_for_a_user_whose_grain_has_forgotten_is_brought_to_the_device()
    {
        await using var gateway = await TestGateway.Start(Quick);
        await using var hub = await gateway.Connect("alice");
        await gateway.Cluster.Asked("Connect");
        gateway.Cluster.On<IUserGrain>("Connect", _ => ImmutableArray.Create(Samples.Call));

        var told = await gateway.Cluster.Asked("DeviceConnected");

        Assert.Equal($"c:{Samples.Call}", told.Key);
    }

    [Fact]
    public async Task A_closed_connection_is_told_to_its_user_and_its_calls_until_they_take_it()
    {
        await using var gateway = await TestGateway.Start();
        gateway.Cluster.On<IUserGrain>("Disconnect", _ => new TimeoutException());
        ConnectionId id;
        await using (var hub = await gateway.Connect("alice"))
        {
            await hub.Invoke("join_call", Join);
            id = await EventTests.IdOf(gateway, "alice");
        }

        var lost = await gateway.Cluster.Asked("Execute");
        await gateway.Cluster.Asked("Execute");
        gateway.Cluster.On<IUserGrain>("Disconnect", _ => Task.CompletedTask);

        Assert.Equal(new LoseConnection(Samples.Alice, id), lost.Argument<LoseConnection>());
        Assert.Empty(gateway.Logs.Errors);
    }

    [Fact]
    public async Task Interest_in_a_call_is_renewed_with_its_connections_and_the_last_number_that_came()
    {
        await using var gateway = await TestGateway.Start(Quick);
        await using var hub = await gateway.Connect("alice");
        await hub.Invoke("join_call", Join);
        await new Link(gateway.Ear).Deliver(Link.Broadcast(18));
        await hub.NextEvent("call_updated");
        var id = await EventTests.IdOf(gateway, "alice");

        var interest = (await Asked(gateway, call => call.Grain == typeof(ICallGrain) && call.Method == "Renew" && call.Argument<CallInterest>().Seq == 18)).Argument<CallInterest>();

        Assert.Equal([id], interest.Connections);
        Assert.Equal(3, interest.Epoch);
    }

    [Theory]
    [InlineData("over")]
    [InlineData("unseated")]
    [InlineData("behind")]
    public async Task A_connection_that_differs_from_the_call_twice_running_is_cut_off_to_resume(string how)
    {
        await using var gateway = await TestGateway.Start(Quick);
        gateway.Cluster.On<ICallGrain>("Renew", call => how switch
        {
            "over" => new InterestAnswer([], 3, 17, true),
            "unseated" => new InterestAnswer(call.Argument<CallInterest>().Connections, 3, 17, false),
            _ => new InterestAnswer([], 3, 25, false),
        });
        await using var hub = await gateway.Connect("alice");
        await hub.Invoke("join_call", Join);

        await hub.Ended.WaitAsync(TimeSpan.FromSeconds(20));

        await Asked(gateway, call => call.Arguments.OfType<LoseConnection>().Any() || call.Method == "Disconnect");
        Assert.Empty(gateway.Logs.Errors);
    }

    [Fact]
    public async Task A_connection_that_differs_once_and_not_again_stays()
    {
        await using var gateway = await TestGateway.Start(Quick);
        var renewals = 0;
        gateway.Cluster.On<ICallGrain>("Renew", _ => new InterestAnswer([], 3, Interlocked.Increment(ref renewals) % 2 == 1 ? 25 : 17, false));
        await using var hub = await gateway.Connect("alice");
        await hub.Invoke("join_call", Join);

        await Eventually.So(() => renewals >= 4);

        Assert.Null((await hub.Invoke("get_rooms")).Error);
    }

    [Fact]
    public async Task A_call_that_lost_its_memory_shows_its_new_epoch_so_that_clients_resume()
    {
        await using var gateway = await TestGateway.Start(Quick);
        await using var hub = await gateway.Connect("alice");
        await hub.Invoke("join_call", Join);
        gateway.Cluster.On<ICallGrain>("Renew", _ => new InterestAnswer([], 4, 2, false));

        var told = JsonNode.Parse((await hub.NextEvent("call_updated")).Json)!;

        Assert.Equal("""{"call_session_id":"01JABCDEFGHJKMNPQRSTVWXYZ0","epoch":4,"seq":0}""", told.ToJsonString());
    }

    [Fact]
    public async Task A_device_that_is_in_the_new_epoch_already_misses_none_of_its_events()
    {
        await using var gateway = await TestGateway.Start(Quick);
        await using var hub = await gateway.Connect("alice");
        await hub.Invoke("join_call", Join);
        var (asked, answered) = (new TaskCompletionSource(), new TaskCompletionSource<InterestAnswer>());
        gateway.Cluster.On<ICallGrain>("Renew", call => Renewed(call.Argument<CallInterest>()));
        gateway.Cluster.On<ICallGrain>("Resume", _ => (Outcome<ResumeAnswer>)(Samples.Replay with { SeqState = new SeqState(4, 1, 0) }));
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(20));

        await hub.Invoke("resume_call", $$"""{"call_session_id":"{{Samples.Call}}","epoch":3,"seq":17,"signal_seq":5}""");
        answered.SetResult(new InterestAnswer([], 4, 2, false));
        var next = await Asked(gateway, call => call.Method == "Renew" && call.Arguments.OfType<CallInterest>().Any(interest => interest.Epoch == 4));
        await new Link(gateway.Ear).Deliver(Link.Broadcast(2, epoch: 4));

        Assert.Equal(1, next.Argument<CallInterest>().Seq);
        Assert.Equal("Connected", (string?)JsonNode.Parse((await hub.NextEvent("call_updated")).Json)!["call_status"]);

        // The first one tells of a broadcast that is on its way; later ones know no more than the gateway does.
        Task<InterestAnswer> Renewed(CallInterest interest) =>
            asked.TrySetResult() ? answered.Task : Task.FromResult(new InterestAnswer([], interest.Epoch, interest.Seq, false));
    }

    [Fact]
    public async Task Without_its_lease_a_gateway_is_alive_and_not_ready()
    {
        await using var gateway = await TestGateway.Start(Quick);
        Assert.Equal(HttpStatusCode.OK, await Status(gateway, "/health/ready"));
        gateway.Cluster.On<IGatewayGrain>("Renew", _ => new LeaseAnswer(TimeSpan.Zero, false));

        await Eventually.So(() => Status(gateway, "/health/ready").Result == HttpStatusCode.ServiceUnavailable);

        Assert.Equal(HttpStatusCode.OK, await Status(gateway, "/health/live"));
    }

    [Fact]
    public async Task A_gateway_that_stops_tells_its_clients_first_and_gives_its_lease_back()
    {
        var gateway = await TestGateway.Start();
        await using var hub = await gateway.Connect("alice");
        await hub.Invoke("get_rooms");

        var stopping = gateway.DisposeAsync();
        var draining = await hub.NextEvent("server_draining");
        Assert.Equal(2_000, (int)JsonNode.Parse(draining.Json)!["reconnect_within_ms"]!);
        await hub.DisposeAsync();
        await gateway.Cluster.Asked("Retire");
        await stopping;
    }

    private static async Task<InterestDelta> Renewal(TestGateway gateway, Func<InterestDelta, bool> isIt) =>
        (await Asked(gateway, call => call.Grain == typeof(IGatewayGrain) && call.Method == "Renew" && isIt(call.Argument<InterestDelta>()))).Argument<InterestDelta>();

    private static async Task<GrainCall> Asked(TestGateway gateway, Func<GrainCall, bool> isIt)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20), TimeProvider.System);
        while (true)
        {
            var call = await gateway.Cluster.Calls.ReadAsync(patience.Token);
            if (isIt(call))
            {
                return call;
            }
        }
    }

    private static async Task<HttpStatusCode> Status(TestGateway gateway, string path)
    {
        using var response = await gateway.Http.GetAsync(path);
        return response.StatusCode;
    }
}
