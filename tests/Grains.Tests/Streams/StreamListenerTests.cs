using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using FChat.Calls;
using FChat.Gateways;
using FChat.Time;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Time.Testing;
using Orleans.Serialization;
using Peer = FChat.Streams.StreamPeer<
    System.Collections.Immutable.ImmutableArray<FChat.Gateways.RoutedSignal>, System.Collections.Immutable.ImmutableArray<FChat.Calls.SignalAnswer>, FChat.Gateways.DeliveryBatch, bool>;

namespace FChat.Streams;

/// <summary>A silo's door for streams, with gateways in the test's hand.</summary>
public sealed class StreamListenerTests : IAsyncLifetime, ILocalCalls
{
    private static readonly GatewayId Gateway = new("one");
    private static readonly RoutedSignal Signal = new(new CallId("01J00000000000000000000000"), new SendSignal(new UserId("alice"), null, new UserId("bob"), SignalType.Offer, new SignalPayload([1])));
    private readonly ServiceProvider _services = new ServiceCollection().AddSerializer().AddMetrics().AddSingleton<StreamTongues>().BuildServiceProvider();
    private readonly FakeTimeProvider _time = new();
    private readonly HeldGateway _byRuntime = new();
    private readonly HeldGateway _byStream = new();
    private GatewayStreams _streams = null!;
    private StreamListener _listener = null!;

    private StreamDoor Door => _streams.Door!;

    private StreamTongues Tongues => _services.GetRequiredService<StreamTongues>();

    Task<SignalAnswer> ILocalCalls.Signal(CallId call, SendSignal signal) => Task.FromResult(SignalAnswer.Of(Refusal.TargetNotInCall));

    public async ValueTask InitializeAsync()
    {
        _streams = new GatewayStreams(this, Tongues, _time, _services.GetRequiredService<IMeterFactory>(), NullLogger<GatewayStreams>.Instance);
        _listener = new StreamListener(
            new StreamEndpoint(new IPEndPoint(IPAddress.Loopback, 0), IPAddress.Loopback), _streams, _time, NullLogger<StreamListener>.Instance);
        await _listener.Start(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _services.DisposeAsync();
    }

    [Fact]
    public async Task A_gateway_with_a_ticket_brings_signals_and_hears_events()
    {
        using var gateway = await Open();
        var answers = await gateway.Ask([Signal, Signal]).Soon();
        var telling = Ear().Deliver(Batch(1));
        (await _byStream.Next()).Take();
        await telling.Soon();

        Assert.Equal([Refusal.TargetNotInCall, Refusal.TargetNotInCall], answers.Select(answer => answer.Refusal));
        Assert.True(_byRuntime.IsQuiet);
    }

    [Fact]
    public async Task A_gateway_without_a_stream_hears_by_the_runtime()
    {
        var telling = Ear().Deliver(Batch(1));
        (await _byRuntime.Next()).Take();

        await telling.Soon();
    }

    [Fact]
    public async Task A_batch_whose_stream_is_cut_is_told_again_by_the_runtime_at_once()
    {
        using var gateway = await Open();
        var telling = Ear().Deliver(Batch(7));
        await _byStream.Next();
        gateway.Dispose();

        Assert.Equal(7, (await _byRuntime.Take()).Number);
        await telling.Soon();
    }

    [Fact]
    public async Task A_newer_stream_of_a_gateway_takes_the_place_of_the_older()
    {
        using var older = await Open();
        using var newer = await Open();
        await older.Ended.Soon();
        var telling = Ear().Deliver(Batch(1));
        (await _byStream.Next()).Take();

        await telling.Soon();
    }

    [Theory]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000 one")]
    [InlineData("one")]
    [InlineData(" ")]
    public async Task Whoever_has_no_ticket_is_closed(string words)
    {
        using var stranger = await SocketPair.To(Door.Port);
        await stranger.SendAsync((byte[])[(byte)words.Length, 0, 0, 0, .. System.Text.Encoding.UTF8.GetBytes(words)]);

        await IsClosed(stranger);
    }

    [Theory, InlineData(0), InlineData(-1), InlineData(1_025)]
    public async Task A_greeting_of_no_possible_length_is_closed(int length)
    {
        using var stranger = await SocketPair.To(Door.Port);
        await stranger.SendAsync(BitConverter.GetBytes(length));

        await IsClosed(stranger);
    }

    [Theory, InlineData(0), InlineData(6)]
    public async Task Whoever_does_not_end_its_greeting_in_time_is_closed(int bytes)
    {
        var time = new WatchedTime();
        using var listener = new StreamListener(
            new StreamEndpoint(new IPEndPoint(IPAddress.Loopback, 0), IPAddress.Loopback), _streams, time, NullLogger<StreamListener>.Instance);
        await listener.Start(CancellationToken.None);
        using var silent = await SocketPair.To(Door.Port);
        await silent.SendAsync((byte[])[.. new byte[] { 80, 0, 0, 0, 65, 65 }.Take(bytes)]);
        await time.Pass(StreamGreeting.Patience);

        await IsClosed(silent);
    }

    [Fact]
    public async Task A_silo_that_stops_closes_its_door_and_its_streams()
    {
        using var gateway = await Open();
        var port = Door.Port;
        await _listener.Stop(CancellationToken.None);

        await gateway.Ended.Soon();
        Assert.Null(_streams.Door);
        await Assert.ThrowsAnyAsync<SocketException>(() => SocketPair.To(port));
    }

    private NearestEar Ear() => new(Gateway, _byRuntime, _streams);

    private async Task<Peer> Open()
    {
        var socket = await SocketPair.To(Door.Port);
        await StreamGreeting.Say(socket, Door.Ticket, Gateway, TestContext.Current.CancellationToken);
        var peer = new Peer(socket, Tongues.Signals, Tongues.Batches, Hear, _time);
        peer.Start();

        // An answer over it: the silo has taken it in.
        await peer.Ask([]).Soon();
        return peer;
    }

    private async Task<bool> Hear(DeliveryBatch batch)
    {
        await _byStream.Deliver(batch);
        return true;
    }

    private static DeliveryBatch Batch(long number) => new("link", number, false, [LinksFixture.Numbered(1)]);

    private static async Task IsClosed(Socket socket)
    {
        try
        {
            Assert.Equal(0, await socket.ReceiveAsync(new byte[1]).Soon());
        }
        catch (SocketException reset)
        {
            Assert.Equal(SocketError.ConnectionReset, reset.SocketErrorCode);
        }
    }
}
