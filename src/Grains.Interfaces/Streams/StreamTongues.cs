using System.Collections.Immutable;
using System.Net.Sockets;
using FChat.Calls;
using FChat.Gateways;
using Orleans.Serialization;

namespace FChat.Streams;

/// <summary>What gateways and silos say to each other over streams: gateways bring signals, silos bring events.</summary>
public sealed class StreamTongues(
    Serializer<Refusal> refusals, Serializer<ImmutableArray<Envelope>> envelopes, Serializer<bool> taken)
{
    /// <summary>As <see cref="ISignalRouterGrain.Route"/>.</summary>
    public StreamTongue<ImmutableArray<RoutedSignal>, ImmutableArray<SignalAnswer>> Signals { get; } = new(new SignalsCodec(), new AnswersCodec(refusals));

    /// <summary>As <see cref="IGatewayObserver.Deliver"/>; the answer says nothing.</summary>
    public StreamTongue<DeliveryBatch, bool> Batches { get; } = new(new BatchCodec(envelopes), new SerializerCodec<bool>(taken));

    /// <summary>Sets up a connection of a stream: small frames go at once, and an end that has vanished is noticed.</summary>
    public static void Prepare(Socket socket)
    {
        socket.NoDelay = true;
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, 10);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, 3);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, 3);
    }
}
