using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using FChat.Calls;
using FChat.Gateways;
using FChat.Streams;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Peer = FChat.Streams.StreamPeer<
    FChat.Gateways.DeliveryBatch, bool, System.Collections.Immutable.ImmutableArray<FChat.Gateways.RoutedSignal>, System.Collections.Immutable.ImmutableArray<FChat.Calls.SignalAnswer>>;

namespace FChat.Gateway.Tests.Fakes;

/// <summary>A silo's end of streams, in the hands of a test.</summary>
internal sealed class StreamingSilo : IGatewayObserver, IAsyncDisposable
{
    private readonly ServiceProvider services = new ServiceCollection().AddSerializer().AddSingleton<StreamTongues>().BuildServiceProvider();
    private readonly Socket listening = new(SocketType.Stream, ProtocolType.Tcp);
    private readonly Channel<Peer> opened = Channel.CreateUnbounded<Peer>();
    private Peer? open;
    private Socket? connection;

    public StreamingSilo()
    {
        listening.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listening.Listen();
        Door = new StreamDoor("127.0.0.1", ((IPEndPoint)listening.LocalEndPoint!).Port, "ticket");
        _ = Accept();
    }

    /// <summary>What its router tells gateways.</summary>
    public StreamDoor Door { get; }

    /// <summary>What becomes of signals that come.</summary>
    public Func<ImmutableArray<RoutedSignal>, Task<ImmutableArray<SignalAnswer>>> Route { get; set; } =
        signals => Task.FromResult(signals.Select(_ => SignalAnswer.Of(null)).ToImmutableArray());

    /// <summary>The next stream that a gateway opens.</summary>
    public async Task<Peer> Opened()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20), TimeProvider.System);
        return await opened.Reader.ReadAsync(patience.Token);
    }

    /// <summary>Cuts the stream.</summary>
    public void Cut() => connection!.Dispose();

    /// <inheritdoc/>
    public Task Deliver(DeliveryBatch batch) => open!.Ask(batch);

    /// <inheritdoc/>
    public Task<bool> SeatConnection(ConnectionId connection, CallId call, SeqState state, string? home) => Task.FromResult(false);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        listening.Dispose();
        open?.Dispose();
        connection?.Dispose();
        await services.DisposeAsync();
    }

    private async Task Accept()
    {
        var tongues = services.GetRequiredService<StreamTongues>();
        try
        {
            while (true)
            {
                connection = await listening.AcceptAsync();
                Assert.NotNull(await StreamGreeting.Hear(connection, Door.Ticket, CancellationToken.None));
                open = new Peer(connection, tongues.Batches, tongues.Signals, signals => Route(signals), TimeProvider.System);
                open.Start();
                await StreamGreeting.LetIn(connection, CancellationToken.None);
                opened.Writer.TryWrite(open);
            }
        }
        catch (Exception end) when (end is SocketException or ObjectDisposedException)
        {
            opened.Writer.TryComplete(end);
        }
    }
}
