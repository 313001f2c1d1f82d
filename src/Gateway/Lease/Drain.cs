using FChat.Gateway.Delivery;
using Microsoft.Extensions.Options;

namespace FChat.Gateway.Lease;

/// <summary>When the process is told to stop: readiness goes, and every client is asked to connect elsewhere before its socket closes.</summary>
internal sealed class Drain(IHostApplicationLifetime host, ConnectionRegistry connections, LeaseState lease, IOptions<RenewalOptions> options) : IHostedService
{
    private CancellationTokenRegistration registration;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        // Registered after the callbacks that close all sockets, SignalR's and SocketStop's: the last registered runs first.
        registration = host.ApplicationStopping.Register(Tell);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        registration.Dispose();
        return Task.CompletedTask;
    }

    // Sockets are cut as soon as this returns, so it waits: until every client has gone, or has had its time.
    private void Tell()
    {
        lease.Drain();
        var message = EventMessage.Of(new StampedEvent(new ServerDraining((int)options.Value.ReconnectWithin.TotalMilliseconds), null));
        foreach (var connection in connections.All)
        {
            connection.Outbox.Send(message);
        }

        connections.Emptied().WaitAsync(options.Value.ReconnectWithin, lease.Time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing).GetAwaiter().GetResult();
    }
}
