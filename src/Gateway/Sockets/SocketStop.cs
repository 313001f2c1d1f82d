using FChat.Gateway.Lease;

namespace FChat.Gateway.Sockets;

/// <summary>Closes the WebSockets when the process is told to stop, after the clients have been told (<see cref="Drain"/>) and have had their time.</summary>
internal sealed class SocketStop(IHostApplicationLifetime host, OpenSockets sockets) : IHostedService
{
    private CancellationTokenRegistration registration;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        // The last registered runs first: this service is to start before the drain's.
        registration = host.ApplicationStopping.Register(sockets.CloseAll);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        registration.Dispose();
        return Task.CompletedTask;
    }
}
