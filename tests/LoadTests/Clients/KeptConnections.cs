using System.Collections.Concurrent;

namespace FChat.LoadTests.Clients;

/// <summary>Many connections to one server, spread over its addresses in turn, kept alive until disposed of.</summary>
public sealed class KeptConnections : IAsyncDisposable
{
    private const int ConnectAtOnce = 32;
    private static readonly TimeSpan PingEvery = TimeSpan.FromSeconds(10);
    private readonly ConcurrentBag<IConnection> _connections = [];
    private readonly CancellationTokenSource _ended = new();
    private readonly IReadOnlyList<Uri> _addresses;
    private readonly Task _pinging;

    /// <summary>None yet.</summary>
    public KeptConnections(IReadOnlyList<Uri> addresses)
    {
        _addresses = addresses;
        _pinging = PingAsync();
    }

    /// <summary>Makes so many connections, 32 at a time; results in order. Neighbours connect to different addresses, where there are several.</summary>
    public async Task<T[]> ConnectAsync<T>(int count, Func<int, Uri, CancellationToken, Task<T>> connect, CancellationToken stop)
        where T : IConnection
    {
        var made = new T[count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = ConnectAtOnce, CancellationToken = stop };
        await Parallel.ForAsync(0, count, options, async (i, cancelled) =>
        {
            made[i] = await connect(i, _addresses[i % _addresses.Count], cancelled);
            _connections.Add(made[i]);
        });
        return made;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _pinging;
        foreach (var connection in _connections)
        {
            connection.Dispose();
        }

        _ended.Dispose();
    }

    private async Task PingAsync()
    {
        using var timer = new PeriodicTimer(PingEvery);
        try
        {
            while (await timer.WaitForNextTickAsync(_ended.Token))
            {
                foreach (var connection in _connections)
                {
                    connection.Ping();
                }
            }
        }
        catch (OperationCanceledException) when (_ended.IsCancellationRequested)
        {
            // Disposed of: nobody needs to be kept alive any more.
        }
    }
}
