using System.Text.Json.Nodes;
using FChat.Calls;
using FChat.Gateway.Delivery;
using FChat.Gateway.Tests.Doors;
using FChat.Gateway.Tests.Fakes;
using FChat.Gateway.Tests.Hosting;
using FChat.Gateways;
using FChat.Presence;
using Microsoft.Extensions.DependencyInjection;

namespace FChat.Gateway.Tests;

/// <summary>Where the events of somebody go who comes into a call by HTTP.</summary>
public sealed class HttpSeatTests : IAsyncLifetime
{
    private static readonly string Join = $$"""{"call_session_id":"{{Samples.Call}}","device_id":"laptop"}""";
    private static readonly string Resume = $$"""{"call_session_id":"{{Samples.Call}}","epoch":3,"seq":12,"signal_seq":2}""";
    private static readonly GatewayId Other = new("gateway-2");
    private readonly string token = Tokens.For("alice");
    private TestGateway gateway = null!;
    private Link link = null!;

    public async ValueTask InitializeAsync()
    {
        gateway = await TestGateway.Start(UnlimitedGateway.NoLimits);
        link = new Link(gateway.Ear);
    }

    public ValueTask DisposeAsync() => gateway.DisposeAsync();

    [Fact]
    public async Task Without_any_connection_they_go_nowhere()
    {
        var (_, reply) = await gateway.Http.Post(token, "join_call", Join);

        Assert.Null(reply.Error);
        Assert.True(await SeatAskedFor() is { IsHttp: true, Device.Value: "laptop" });
        Assert.Empty(Roster.Calls);
    }

    [Theory]
    [InlineData("join_call", HubEncoding.Json)]
    [InlineData("join_call", HubEncoding.MessagePack)]
    [InlineData("resume_call", HubEncoding.Json)]
    [InlineData("resume_call", HubEncoding.MessagePack)]
    public async Task With_connections_here_they_go_to_the_newest(string operation, HubEncoding encoding)
    {
        await using var older = await gateway.Connect("alice", encoding);
        await using var newest = await gateway.Connect("alice", encoding);

        var (_, reply) = await gateway.Http.Post(token, operation, operation == "join_call" ? Join : Resume);
        var seat = await SeatAskedFor();
        await link.Deliver(Link.Broadcast(18), Link.SignalTo(seat.Connection!.Value, 6), Copy);

        Assert.Null(reply.Error);
        Assert.Equal((gateway.Services.GetRequiredService<Lease.GatewayIdentity>().Id, await EventTests.IdOf(gateway, "alice", 1)), (seat.Gateway, seat.Connection.Value));
        Assert.Equal(["call_updated", "webrtc_signal", "call_ring_stopped"], new[] { (await newest.Next()).Target, (await newest.Next()).Target, (await newest.Next()).Target });
        Assert.Equal("call_ring_stopped", (await older.Next()).Target);
    }

    [Fact]
    public async Task They_are_held_back_until_the_answer_is_written()
    {
        await using var hub = await gateway.Connect("alice");
        var (asked, answered) = (new TaskCompletionSource(), new TaskCompletionSource<Outcome<JoinAnswer>>());
        gateway.Cluster.On<ICallGrain>(nameof(ICallGrain.Join), _ => Wait(asked, answered.Task));

        var joining = gateway.Http.Post(token, "join_call", Join);
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(10));
        await link.Deliver(Link.Broadcast(17), Link.Broadcast(18), Link.ToUser("alice", new PresenceChanged([])));
        Assert.Equal("presence_changed", (await hub.Next()).Target);
        answered.SetResult(new JoinAnswer(Samples.View, Samples.State));

        Assert.Null((await joining).Reply.Error);
        Assert.Equal(18, (long)JsonNode.Parse((await hub.Next()).Json)!["seq"]!);
    }

    [Fact]
    public async Task A_caller_who_does_not_wait_for_the_answer_leaves_nothing_held_back()
    {
        await using var hub = await gateway.Connect("alice");
        var (asked, answered) = (new TaskCompletionSource(), new TaskCompletionSource<Outcome<JoinAnswer>>());
        gateway.Cluster.On<ICallGrain>(nameof(ICallGrain.Join), _ => Wait(asked, answered.Task));
        using (var impatient = new HttpClient { BaseAddress = gateway.Address })
        {
            var joining = impatient.Post(token, "join_call", Join);
            await asked.Task.WaitAsync(TimeSpan.FromSeconds(10));
            impatient.CancelPendingRequests();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => joining);
        }

        await link.Deliver(Link.Broadcast(18));
        answered.SetResult(new JoinAnswer(Samples.View, Samples.State));

        Assert.Equal("call_updated", (await hub.Next()).Target);
    }

    [Fact]
    public async Task A_poll_of_somebody_who_listens_on_another_connection_moves_nothing()
    {
        await using var seated = await gateway.Connect("alice");
        await using var newest = await gateway.Connect("alice");
        await seated.Invoke("join_call", Join);
        var listening = await EventTests.IdOf(gateway, "alice");
        gateway.Cluster.On<ICallGrain>(nameof(ICallGrain.Resume), _ => (Outcome<ResumeAnswer>)(Samples.Replay with { Connection = listening }));

        var (_, reply) = await gateway.Http.Post(token, "resume_call", Resume);
        var asked = await gateway.Cluster.Asked(nameof(ICallGrain.Resume));
        await link.Deliver(Link.Broadcast(18), Copy);

        Assert.Null(reply.Error);
        Assert.True(asked.Argument<ResumeCall>().IsPoll);
        Assert.Equal("call_ring_stopped", (await newest.Next()).Target);
        Assert.Equal("call_updated", (await seated.Next()).Target);
    }

    [Fact]
    public async Task A_refusal_by_http_does_not_undo_a_join_of_the_same_connection_that_is_under_way()
    {
        await using var hub = await gateway.Connect("alice");
        var (asked, byHub) = (new TaskCompletionSource(), new TaskCompletionSource<Outcome<JoinAnswer>>());
        gateway.Cluster.On<ICallGrain>(nameof(ICallGrain.Join), _ => Wait(asked, byHub.Task));
        gateway.Cluster.Refuse<ICallGrain>(nameof(ICallGrain.Resume), Refusal.NotAParticipant);

        var id = await hub.Start("join_call", Join);
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal("not_a_participant", (await gateway.Http.Post(token, "resume_call", Resume)).Reply.Code);
        byHub.SetResult(new JoinAnswer(Samples.View, Samples.State));
        Assert.Equal(id, (await hub.Next()).InvocationId);
        await link.Deliver(Link.Broadcast(18));

        Assert.Equal("call_updated", (await hub.Next()).Target);
    }

    [Fact]
    public async Task A_connection_that_closes_meanwhile_keeps_no_seat_and_the_call_is_told()
    {
        var connection = default(ConnectionId);
        await using (var hub = await gateway.Connect("alice"))
        {
            connection = await EventTests.IdOf(gateway, "alice");
            async Task<Outcome<JoinAnswer>> Close()
            {
                await hub.DisposeAsync();
                await gateway.Cluster.Asked(nameof(ICallGrain.Execute));
                return new JoinAnswer(Samples.View, Samples.State);
            }

            gateway.Cluster.On<ICallGrain>(nameof(ICallGrain.Join), _ => Close());
            Assert.Null((await gateway.Http.Post(token, "join_call", Join)).Reply.Error);
        }

        var again = await gateway.Cluster.Asked(nameof(ICallGrain.Execute));
        Assert.Equal(connection, Assert.IsType<LoseConnection>(again.Argument<CallCommand>()).Connection);
        Assert.Empty(Roster.Calls);
    }

    [Theory, InlineData("join_call"), InlineData("resume_call")]
    public async Task With_a_connection_at_another_gateway_alone_that_gateway_seats_it(string operation)
    {
        var (device, ear) = (new Device(Other, new ConnectionId("far")), new FarEar(has: true));
        ScriptFarDevice(device, ear);

        var (_, reply) = await gateway.Http.Post(token, operation, operation == "join_call" ? Join : Resume);
        var seat = await SeatAskedFor();

        Assert.Null(reply.Error);
        Assert.Equal((Other, device.Connection), (seat.Gateway, seat.Connection!.Value));
        Assert.Equal((device.Connection, Samples.Call, Samples.State), Assert.Single(ear.Seated));
        Assert.Empty(Roster.Calls);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task When_that_gateway_cannot_they_go_nowhere(bool isSilent)
    {
        var device = new Device(Other, new ConnectionId("far"));
        ScriptFarDevice(device, isSilent ? new FarEar(new TimeoutException()) : new FarEar(has: false));

        var (_, reply) = await gateway.Http.Post(token, "join_call", Join);
        var lost = await gateway.Cluster.Asked(nameof(ICallGrain.Execute));
        var resumed = await gateway.Cluster.Asked(nameof(ICallGrain.Resume));

        Assert.Null(reply.Error);
        Assert.Equal(device.Connection, Assert.IsType<LoseConnection>(lost.Argument<CallCommand>()).Connection);
        Assert.True(resumed.Argument<ResumeCall>() is { Seat: { IsHttp: true, Device.Value: "laptop" }, Has: var has } && has == Samples.State);
    }

    [Theory, InlineData(HubEncoding.Json), InlineData(HubEncoding.MessagePack)]
    public async Task A_gateway_that_seats_a_connection_for_another_one_tells_it_what_follows(HubEncoding encoding)
    {
        await using var hub = await gateway.Connect("alice", encoding);
        var connection = await EventTests.IdOf(gateway, "alice");

        var isSeated = await gateway.Ear.SeatConnection(connection, Samples.Call, Samples.State, "silo-1");
        await link.Deliver(Link.Broadcast(17), Link.Broadcast(18));

        Assert.True(isSeated);
        Assert.Equal(18, (long)JsonNode.Parse((await hub.Next()).Json)!["seq"]!);
        Assert.False(await gateway.Ear.SeatConnection(new ConnectionId("gone"), Samples.Call, Samples.State, "silo-1"));
    }

    // For every connection of the user's, and after what was told of the call before.
    private static Envelope Copy => Link.ToUser("alice", new CallRingStopped(RingStopReason.AnsweredElsewhere), new CallStamp(Samples.Call, 3, 18));

    private LocalRoster Roster => gateway.Services.GetRequiredService<LocalRoster>();

    private async Task<Seat> SeatAskedFor()
    {
        while (true)
        {
            var call = await gateway.Cluster.Calls.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));
            if (call.Method is nameof(ICallGrain.Join) or nameof(ICallGrain.Resume))
            {
                return call.Arguments[0] is JoinCall join ? join.Seat : call.Argument<ResumeCall>().Seat;
            }
        }
    }

    private void ScriptFarDevice(Device device, FarEar ear)
    {
        gateway.Cluster.On<IUserGrain>(nameof(IUserGrain.NewestDevice), _ => device);
        gateway.Cluster.On<IGatewayGrain>(nameof(IGatewayGrain.Observer), call => call.Key == $"g:{Other}" ? ear : new InvalidOperationException(call.Key));
    }

    private static async Task<Outcome<T>> Wait<T>(TaskCompletionSource asked, Task<Outcome<T>> answer)
    {
        asked.TrySetResult();
        return await answer;
    }

    /// <summary>The ear of another gateway.</summary>
    private sealed class FarEar(bool has) : IGatewayObserver
    {
        private readonly Exception? fault;

        public FarEar(Exception fault) : this(has: true) => this.fault = fault;

        public List<(ConnectionId Connection, CallId Call, SeqState State)> Seated { get; } = [];

        public Task Deliver(DeliveryBatch batch) => Task.CompletedTask;

        public Task<bool> SeatConnection(ConnectionId connection, CallId call, SeqState state, string? home)
        {
            Seated.Add((connection, call, state));
            return fault is null ? Task.FromResult(has) : Task.FromException<bool>(fault);
        }
    }
}
