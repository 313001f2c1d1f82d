using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using FChat.Gateways;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace FChat.Streams;

/// <summary>Where a silo listens for gateways' streams, and where they find it.</summary>
/// <param name="Listening">Port 0: one that is free.</param>
public sealed record StreamEndpoint(IPEndPoint Listening, IPAddress Advertised);

/// <summary>
/// Takes gateways' streams, while the silo takes requests and until its grains are put away. Whoever has no ticket, or says nothing, is closed after at most
/// <see cref="StreamGreeting.Patience"/>. Bounded: beyond <see cref="MostConnections"/> a connection is closed at once.
/// </summary>
internal sealed partial class StreamListener(
    StreamEndpoint endpoint, GatewayStreams streams, [FromKeyedServices(TimeProviderNames.Grains)] TimeProvider time, ILogger<StreamListener> log)
    : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private const int MostConnections = 1_024;
    private static readonly TimeSpan AcceptPause = TimeSpan.FromMilliseconds(200);
    private readonly string _ticket = RandomNumberGenerator.GetHexString(64);
    private Socket? _listening;
    private int _connections;

    public void Participate(ISiloLifecycle lifecycle) =>
        lifecycle.Subscribe(nameof(StreamListener), ServiceLifecycleStage.ApplicationServices, Start, Stop);

    internal Task Start(CancellationToken cancellation)
    {
        _listening = new Socket(endpoint.Listening.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        _listening.Bind(endpoint.Listening);
        _listening.Listen();
        var port = ((IPEndPoint)_listening.LocalEndPoint!).Port;
        streams.Door = new StreamDoor(endpoint.Advertised.ToString(), port, _ticket);
        LogListening(port);
        using (ExecutionContext.SuppressFlow())
        {
            _ = Task.Run(() => Accept(_listening), CancellationToken.None);
        }

        return Task.CompletedTask;
    }

    internal async Task Stop(CancellationToken cancellation)
    {
        Shut();
        await streams.Leave();
    }

    public void Dispose()
    {
        Shut();
        streams.Close();
    }

    private void Shut()
    {
        streams.Door = null;
        _listening?.Dispose();
    }

    private async Task Accept(Socket listening)
    {
        while (true)
        {
            try
            {
                Take(await listening.AcceptAsync());
            }
            catch (Exception end) when (streams.Door is null && end is SocketException or ObjectDisposedException)
            {
                LogEnded(end.Message);
                return;
            }
            catch (SocketException fault)
            {
                // A connection that broke off at once, or no file descriptor left for the moment.
                LogNotAccepted(fault.Message);
                await Task.Delay(AcceptPause, time);
            }
        }
    }

    private void Take(Socket socket)
    {
        if (Interlocked.Increment(ref _connections) > MostConnections)
        {
            Leave(socket);
        }
        else
        {
            _ = Serve(socket);
        }
    }

    private async Task Serve(Socket socket)
    {
        try
        {
            if (await Greet(socket) is { } gateway)
            {
                await streams.Serve(gateway, socket);
            }
            else
            {
                LogStranger("no ticket");
            }
        }
        catch (Exception fault) when (fault is SocketException or OperationCanceledException)
        {
            LogStranger(fault.Message);
        }
        finally
        {
            Leave(socket);
        }
    }

    private async Task<GatewayId?> Greet(Socket socket)
    {
        StreamTongues.Prepare(socket);
        using var patience = new CancellationTokenSource(StreamGreeting.Patience, time);
        var gateway = await StreamGreeting.Hear(socket, _ticket, patience.Token);
        if (gateway is not null)
        {
            await StreamGreeting.LetIn(socket, patience.Token);
        }

        return gateway;
    }

    private void Leave(Socket socket)
    {
        Interlocked.Decrement(ref _connections);
        socket.Dispose();
    }

    [LoggerMessage(LogLevel.Information, "Gateways' streams are taken on port {Port}")]
    private partial void LogListening(int port);

    [LoggerMessage(LogLevel.Debug, "Gateways' streams are taken no more: {Reason}")]
    private partial void LogEnded(string reason);

    [LoggerMessage(LogLevel.Warning, "A gateway's stream could not be taken: {Reason}")]
    private partial void LogNotAccepted(string reason);

    [LoggerMessage(LogLevel.Information, "A connection that is no gateway's stream was closed: {Reason}")]
    private partial void LogStranger(string reason);
}
