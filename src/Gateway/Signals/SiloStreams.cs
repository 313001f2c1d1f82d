using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using FChat.Gateway.Lease;
using FChat.Gateways;
using FChat.Streams;
using Peer = FChat.Streams.StreamPeer<
    System.Collections.Immutable.ImmutableArray<FChat.Gateways.RoutedSignal>, System.Collections.Immutable.ImmutableArray<FChat.Calls.SignalAnswer>, FChat.Gateways.DeliveryBatch, bool>;

namespace FChat.Gateway.Signals;

/// <summary>This gateway's streams to silos, at most one to each. Bounded by the silos of the cluster: that to one that has gone is closed.</summary>
internal sealed partial class SiloStreams(
    GatewayIdentity gateway, IGrainFactory grains, IGatewayObserver ear, StreamTongues tongues, TimeProvider time, ILogger<SiloStreams> logger) : IDisposable
{
    private static readonly TimeSpan LongestFarewell = TimeSpan.FromSeconds(1);

    // Null: it is being opened.
    private readonly ConcurrentDictionary<string, Peer?> streams = new();

    // Those that could not be opened, which is said once: a firewall may stand there for good.
    private readonly ConcurrentDictionary<string, bool> unopened = new();
    private volatile bool isClosed;

    /// <summary>How many are open.</summary>
    public int Count => streams.Values.Count(stream => stream is not null);

    /// <summary>The stream to a silo, if it is open.</summary>
    public Peer? Find(string silo) => streams.GetValueOrDefault(silo);

    /// <summary>Opens streams to silos that it has none to, and closes those to silos that are not in the cluster any more. Does not wait for it.</summary>
    /// <param name="silos">All that there are.</param>
    /// <param name="met">Those of them that answer.</param>
    public void Keep(IReadOnlyCollection<string> silos, IEnumerable<string> met)
    {
        foreach (var (silo, stream) in streams)
        {
            if (!silos.Contains(silo))
            {
                stream?.Dispose();
            }
        }

        foreach (var (silo, _) in unopened.Where(entry => !silos.Contains(entry.Key)))
        {
            unopened.TryRemove(silo, out _);
        }

        foreach (var silo in met)
        {
            Open(silo);
        }
    }

    /// <summary>Opens a stream to a silo unless there is one or one is being opened.</summary>
    public void Open(string silo)
    {
        if (!isClosed && streams.TryAdd(silo, null))
        {
            using (ExecutionContext.SuppressFlow())
            {
                _ = Task.Run(() => Run(silo));
            }
        }
    }

    /// <summary>Signals that a stream did not take go by the runtime.</summary>
    public void Missed(string silo, StreamLostException lost) => LogMissed(logger, silo, lost.Message);

    /// <summary>Ends all streams when what is under way has been answered, and opens no more.</summary>
    public Task Leave()
    {
        isClosed = true;
        return Task.WhenAll(streams.Values.OfType<Peer>().Select(stream => stream.Leave(LongestFarewell)));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        isClosed = true;
        foreach (var stream in streams.Values)
        {
            stream?.Dispose();
        }
    }

    private async Task Run(string silo)
    {
        try
        {
            if (await grains.SignalRouter(silo, gateway.Id, lane: 0).Door() is { } door)
            {
                await Run(silo, door);
            }
        }
        catch (Exception fault)
        {
            if (unopened.TryAdd(silo, true))
            {
                LogNotOpened(logger, silo, fault);
            }
        }
        finally
        {
            streams.TryRemove(silo, out _);
        }
    }

    private async Task Run(string silo, StreamDoor door)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        using (var patience = new CancellationTokenSource(StreamGreeting.Patience, time))
        {
            await socket.ConnectAsync(new IPEndPoint(IPAddress.Parse(door.Address), door.Port), patience.Token);
            StreamTongues.Prepare(socket);
            await StreamGreeting.Say(socket, door.Ticket, gateway.Id, patience.Token);
        }

        using var peer = new Peer(socket, tongues.Signals, tongues.Batches, Hear, time);
        peer.Start();
        streams[silo] = peer;
        unopened.TryRemove(silo, out _);
        if (isClosed)
        {
            peer.Dispose();
        }

        LogOpened(logger, silo);
        var why = await peer.Ended;
        LogEnded(logger, silo, why);
    }

    private async Task<bool> Hear(DeliveryBatch batch)
    {
        await ear.Deliver(batch);
        return true;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "A stream to silo {Silo} is open.")]
    private static partial void LogOpened(ILogger logger, string silo);

    [LoggerMessage(Level = LogLevel.Information, Message = "The stream to silo {Silo} has ended.")]
    private static partial void LogEnded(ILogger logger, string silo, Exception? reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "No stream to silo {Silo} could be opened; signals and events go by the runtime.")]
    private static partial void LogNotOpened(ILogger logger, string silo, Exception reason);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Signals to silo {Silo} go by the runtime: {Reason}")]
    private static partial void LogMissed(ILogger logger, string silo, string reason);
}
