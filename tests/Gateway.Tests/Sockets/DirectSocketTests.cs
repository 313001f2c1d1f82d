using System.Net;
using System.Net.WebSockets;
using FChat.Calls;
using FChat.Gateway.Delivery;
using FChat.Gateway.Tests.Doors;
using FChat.Gateway.Tests.Fakes;
using FChat.Gateway.Tests.Hosting;
using FChat.Rooms;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace FChat.Gateway.Tests.Sockets;

/// <summary>Direct sockets from their opening to their end, over a network.</summary>
public sealed class DirectSocketTests
{
    private const string End = MessageClient.End;

    [Fact]
    public async Task What_a_client_says_just_before_the_end_is_done_and_the_end_is_answered()
    {
        await using var gateway = await TestGateway.Start();
        var looked = new TaskCompletionSource<Outcome<RoomView>>();
        gateway.Cluster.On<IRoomGrain>(nameof(IRoomGrain.View), _ => looked.Task);
        await using var client = await MessageClient.Shake(gateway.Address, Tokens.For("alice"), isNegotiated: false);
        await client.Send($$"""{"type":1,"target":"join_call","arguments":[{"call_session_id":"{{Samples.Call}}"}]}""" + End);

        // The hub is busy with the first, and the second waits in it; what comes then is not read yet when the end comes.
        await client.Send("""{"type":1,"target":"get_room","arguments":[{"room_id":"r-1"}]}""" + End);
        await client.Send("""{"type":1,"target":"get_room","arguments":[{"room_id":"r-1"}]}""" + End);
        await client.Send($$"""{"type":1,"target":"leave_call","arguments":[{"call_session_id":"{{Samples.Call}}"}]}""" + End);
        await client.SayEnd();
        await gateway.Cluster.Asked(nameof(IRoomGrain.View));
        await using (var other = await gateway.Connect("bob"))
        {
            await other.Invoke("get_rooms");
        }

        looked.SetResult(Samples.RoomSeen);

        Assert.IsType<LeaveCall>((await gateway.Cluster.Asked(nameof(ICallGrain.Execute))).Arguments.OfType<CallCommand>().Single());
        Assert.Equal("""{"type":7,"allowReconnect":true}""" + End, await client.Next());
        Assert.Null(await client.Next());
        Assert.Equal(WebSocketCloseStatus.NormalClosure, client.CloseStatus);
        Assert.Empty(gateway.Logs.Errors);
    }

    [Fact]
    public async Task Each_record_is_a_message_of_its_own()
    {
        await using var gateway = await TestGateway.Start();
        await using var client = await MessageClient.Shake(gateway.Address, Tokens.For("alice"), isNegotiated: false);
        await EventTests.IdOf(gateway, "alice");
        var link = new Link(gateway.Ear);

        for (var told = 0; told < 50; told++)
        {
            await link.Deliver(Link.ToUser("alice", new PresenceChanged([])));
        }

        for (var told = 0; told < 50; told++)
        {
            Assert.Equal(1, (await client.Next())!.Count(letter => letter == End[0]));
        }
    }

    [Fact]
    public async Task A_client_that_vanishes_is_gone_at_once_and_no_error()
    {
        await using var gateway = await TestGateway.Start();
        await using (await gateway.Connect("alice"))
        {
        }

        await gateway.Cluster.Asked("Disconnect");
        var registry = gateway.Services.GetRequiredService<ConnectionRegistry>();
        await Eventually.So(() => registry.Count == 0);
        Assert.Empty(gateway.Logs.Errors);
    }

    [Fact]
    public async Task Clients_are_told_and_given_time_before_their_sockets_are_closed_and_the_stop_waits_for_no_answer_for_ever()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var gateway = await TestGateway.Start(time, "Production");
        await using var client = await MessageClient.Shake(gateway.Address, Tokens.For("alice"), isNegotiated: false);
        await EventTests.IdOf(gateway, "alice");

        var stopping = gateway.DisposeAsync().AsTask();
        var told = await client.Next();
        var (toldAt, next) = (time.GetTimestamp(), client.Next());
        await Passed(next);
        var (closedAt, end) = (time.GetTimestamp(), await client.Next());
        await Passed(stopping);

        Assert.Contains("server_draining", told, StringComparison.Ordinal);
        Assert.Equal("""{"type":7,"allowReconnect":true}""" + End, await next);
        Assert.Null(end);
        Assert.InRange(time.GetElapsedTime(toldAt, closedAt), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4));
        Assert.InRange(time.GetElapsedTime(closedAt), TimeSpan.FromSeconds(4.9), TimeSpan.FromSeconds(10));

        Task Passed(Task what) => Eventually.So(() =>
        {
            time.Advance(what.IsCompleted ? TimeSpan.Zero : TimeSpan.FromMilliseconds(10));
            return what.IsCompleted;
        });
    }

    [Fact]
    public async Task A_client_that_reads_nothing_does_not_hold_the_stop_up()
    {
        var gateway = await TestGateway.Start(("Renewal:ReconnectWithin", "00:00:00"));
        await using var sleeper = await SleepingClient.Open(gateway.Address, Tokens.For("bob"));
        await EventTests.IdOf(gateway, "bob");
        var outbox = gateway.Services.GetRequiredService<ConnectionRegistry>().All.Single().Outbox;
        await using (var reader = await gateway.Connect("alice"))
        {
            await FillUp(gateway, reader, outbox);
        }

        await gateway.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20));

        // It was the stop that cut it off, and not its being too far behind.
        Assert.DoesNotContain(gateway.Logs.Lines, line => line.Text.Contains("too far behind", StringComparison.Ordinal));
        Assert.Empty(gateway.Logs.Errors);
    }

    [Fact]
    public async Task The_page_of_the_negotiation_takes_no_sockets()
    {
        await using var gateway = await TestGateway.Start();
        using var socket = new ClientWebSocket { Options = { CollectHttpResponseDetails = true } };
        var address = new UriBuilder(gateway.Address) { Scheme = "ws", Path = "/hub/negotiate", Query = "access_token=" + Tokens.For("alice") };

        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(address.Uri, CancellationToken.None));

        Assert.Equal(HttpStatusCode.MethodNotAllowed, socket.HttpStatusCode);
    }

    // Until something waits for the one who sleeps; the other one's events say how far the delivery is.
    private static async Task FillUp(TestGateway gateway, HubClient reader, Outbox sleepers)
    {
        var link = new Link(gateway.Ear);
        var large = new MessageView("m", Samples.Room, 1, Samples.Bob, new string('x', 16_000), Samples.At, null);
        for (var sent = 0; sleepers.Waiting == 0; sent++)
        {
            Assert.InRange(sent, 0, 10_000);
            await link.Deliver(Link.ToUser("bob", new MessageCreated(large)), Link.ToUser("alice", new PresenceChanged([])));
            await reader.NextEvent("presence_changed");
        }
    }
}
