using System.Collections.Concurrent;

namespace FChat.Gateway.Sockets;

/// <summary>Every open WebSocket: each second they are asked whether it is time for a ping, or over.</summary>
internal sealed class OpenSockets(IHostApplicationLifetime host, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<SocketConnection, byte> all = new();

    public void Add(SocketConnection connection) => all.TryAdd(connection, 0);

    public void Remove(SocketConnection connection) => all.TryRemove(connection, out _);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var stopping = host.ApplicationStopping.Register(Close);
        using var timer = new PeriodicTimer(Beat, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var now = time.GetUtcNow();
            foreach (var (connection, _) in all)
            {
                connection.Beat(now);
            }
        }
    }

    private void Close()
    {
        foreach (var (connection, _) in all)
        {
            connection.RequestClose();
        }
    }
}
