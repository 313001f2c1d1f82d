namespace FChat.Gateway.Sockets;

/// <summary>Beats for the open WebSockets as SignalR's own does for its connections: once a second.</summary>
internal sealed class SocketPulse(OpenSockets sockets, TimeProvider time) : BackgroundService
{
    /// <summary>How often. What SignalR measures by it, pings and silence, is measured in seconds.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            sockets.Beat(time.GetUtcNow());
        }
    }
}
