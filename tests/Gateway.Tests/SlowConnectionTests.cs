using FChat.Gateway.Delivery;
using FChat.Gateway.Tests.Doors;
using FChat.Gateway.Tests.Fakes;
using FChat.Gateway.Tests.Hosting;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace FChat.Gateway.Tests;

/// <summary>A connection that does not keep up is cut off, and nobody else notices.</summary>
public sealed class SlowConnectionTests
{
    private readonly FakeTimeProvider time = new();
    private readonly StalledConnection connection = new();
    private readonly List<SlowConnection> cutOff = [];

    [Fact]
    public void More_messages_behind_than_allowed()
    {
        var outbox = Make(new FanOutOptions { MessagesBehind = 16 });

        for (var i = 0; i < 17; i++)
        {
            outbox.Send(Message(10));
        }

        Assert.Empty(cutOff);
        outbox.Send(Message(10));
        Assert.Equal([SlowConnection.Messages], cutOff);
        Assert.True(connection.IsAborted);
    }

    [Fact]
    public void More_bytes_behind_than_allowed()
    {
        var outbox = Make(new FanOutOptions { BytesBehind = 64 * 1_024 });

        outbox.Send(Message(40_000));
        outbox.Send(Message(40_000));
        Assert.Empty(cutOff);
        outbox.Send(Message(40_000));

        Assert.Equal([SlowConnection.Bytes], cutOff);
    }

    [Theory, InlineData(true), InlineData(false)]
    public void A_write_that_takes_longer_than_allowed(bool moreComes)
    {
        var outbox = Make(new FanOutOptions());
        outbox.Send(Message(10));
        time.Advance(TimeSpan.FromSeconds(4.9));
        outbox.Check();
        Assert.Empty(cutOff);

        time.Advance(TimeSpan.FromSeconds(0.2));
        if (moreComes)
        {
            outbox.Send(Message(10));
        }
        else
        {
            outbox.Check();
        }

        Assert.Equal([SlowConnection.Time], cutOff);
    }

    [Fact]
    public async Task What_waited_is_written_in_order_once_the_connection_takes_it()
    {
        var outbox = Make(new FanOutOptions());
        for (var i = 0; i < 50; i++)
        {
            outbox.Send(Message(i + 1));
        }

        connection.Resume();

        await Eventually.So(() => connection.Written.Count == 50);
        Assert.Equal(Enumerable.Range(1, 50), connection.Written);
        Assert.Empty(cutOff);
    }

    [Fact]
    public void After_the_end_nothing_is_written_or_kept()
    {
        var outbox = Make(new FanOutOptions());
        outbox.Close();

        outbox.Send(Message(1));

        Assert.Empty(connection.Written);
    }

    [Fact]
    public async Task A_client_that_reads_nothing_is_cut_off_while_others_in_its_call_go_on()
    {
        await using var gateway = await TestGateway.Start();
        await using var reader = await gateway.Connect("alice");
        await using var sleeper = await SleepingClient.Open(gateway.Address, Tokens.For("bob"));
        await EventTests.IdOf(gateway, "bob");
        var link = new Link(gateway.Ear);
        var large = new Rooms.MessageView("m", Samples.Room, 1, Samples.Bob, new string('x', 16_000), Samples.At, null);

        for (var i = 0; !gateway.Logs.Lines.Any(line => line.Text.Contains("too far behind", StringComparison.Ordinal)); i++)
        {
            Assert.InRange(i, 0, 10_000);
            await link.Deliver(Link.ToUser("bob", new MessageCreated(large)), Link.ToUser("alice", new PresenceChanged([])));
            await reader.NextEvent("presence_changed");
        }

        await gateway.Cluster.Asked("Disconnect");
        Assert.Null((await reader.Invoke("get_rooms")).Error);
        Assert.Empty(gateway.Logs.Errors);
    }

    private Outbox Make(FanOutOptions options) => new(connection, options, time, cutOff.Add);

    private static EventMessage Message(int size) =>
        EventMessage.Of(new StampedEvent(new MessageCreated(new Rooms.MessageView("m", Samples.Room, size, Samples.Bob, new string('x', size), Samples.At, null)), null));

    /// <summary>A connection whose first write does not end until the test says so.</summary>
    private sealed class StalledConnection() : HubConnectionContext(new DefaultConnectionContext(), new HubConnectionContextOptions(), NullLoggerFactory.Instance)
    {
        private readonly TaskCompletionSource resumed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public List<int> Written { get; } = [];

        public bool IsAborted { get; private set; }

        public void Resume() => resumed.SetResult();

        public override ValueTask WriteAsync(HubMessage message, CancellationToken cancellationToken = default)
        {
            lock (Written)
            {
                Written.Add((int)System.Text.Json.Nodes.JsonNode.Parse(((EventMessage)message).Argument.Span)!["seq"]!);
            }

            return new ValueTask(resumed.Task);
        }

        public override void Abort() => IsAborted = true;
    }
}
