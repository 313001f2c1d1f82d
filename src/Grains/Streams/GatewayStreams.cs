using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using System.Net.Sockets;
using FChat.Calls;
using FChat.Gateways;
using FChat.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using Peer = FChat.Streams.StreamPeer<
    FChat.Gateways.DeliveryBatch, bool, System.Collections.Immutable.ImmutableArray<FChat.Gateways.RoutedSignal>, System.Collections.Immutable.ImmutableArray<FChat.Calls.SignalAnswer>>;

namespace FChat.Streams;

/// <summary>The streams that gateways have opened to this silo, at most one for each: the newest. Bounded by the listener.</summary>
internal sealed partial class GatewayStreams
{
    private static readonly TimeSpan LongestFarewell = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<GatewayId, Peer> _open = new();
    private readonly ILocalCalls _calls;
    private readonly StreamTongues _tongues;
    private readonly TimeProvider _time;
    private readonly ILogger<GatewayStreams> _log;
    private readonly Counter<long> _signals;

    public GatewayStreams(
        ILocalCalls calls, StreamTongues tongues, [FromKeyedServices(TimeProviderNames.Grains)] TimeProvider time, IMeterFactory meters, ILogger<GatewayStreams> log)
    {
        (_calls, _tongues, _time, _log) = (calls, tongues, time, log);
        var meter = meters.Create(TelemetryNames.FChat);
        meter.CreateObservableGauge("fchat.silo.streams", () => _open.Count, "{stream}", "Streams that gateways have opened to this silo");
        _signals = meter.CreateCounter<long>("fchat.silo.streamed_signals", "{signal}", "Signals that came by streams");
    }

    /// <summary>Where they come in; null: they do not.</summary>
    public StreamDoor? Door { get; set; }

    /// <summary>A gateway's stream, if it has one.</summary>
    public Peer? Find(GatewayId gateway) => _open.GetValueOrDefault(gateway);

    /// <summary>Serves a gateway over a connection, until that ends.</summary>
    public async Task Serve(GatewayId gateway, Socket socket)
    {
        using var peer = new Peer(socket, _tongues.Batches, _tongues.Signals, Hear, _time);
        _open.AddOrUpdate(gateway, peer, (_, old) =>
        {
            old.Dispose();
            return peer;
        });
        peer.Start();
        LogOpened(gateway);
        var why = await peer.Ended;
        _open.TryRemove(KeyValuePair.Create(gateway, peer));
        LogEnded(gateway, why?.Message ?? "closed");
    }

    /// <summary>A batch is said again by the runtime.</summary>
    public void Lost(GatewayId gateway, StreamLostException lost) => LogLost(gateway, lost.WasSent);

    /// <summary>Ends all streams when what is under way has been answered.</summary>
    public Task Leave() => Task.WhenAll(_open.Values.Select(peer => peer.Leave(LongestFarewell)));

    /// <summary>Ends all streams.</summary>
    public void Close()
    {
        foreach (var peer in _open.Values)
        {
            peer.Dispose();
        }
    }

    private Task<ImmutableArray<SignalAnswer>> Hear(ImmutableArray<RoutedSignal> signals)
    {
        _signals.Add(signals.Length);
        return _calls.Signal(signals);
    }

    [LoggerMessage(LogLevel.Debug, "A batch for gateway {Gateway} goes by the runtime (begun by its stream: {WasSent})")]
    private partial void LogLost(GatewayId gateway, bool wasSent);

    [LoggerMessage(LogLevel.Information, "Gateway {Gateway} has opened a stream")]
    private partial void LogOpened(GatewayId gateway);

    [LoggerMessage(LogLevel.Information, "The stream of gateway {Gateway} has ended: {Reason}")]
    private partial void LogEnded(GatewayId gateway, string reason);
}
