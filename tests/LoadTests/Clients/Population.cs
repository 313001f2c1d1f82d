using System.Collections.Concurrent;

namespace FChat.LoadTests.Clients;

/// <summary>Many users' connections to one server, spread over its addresses in turn, kept alive until disposed of.</summary>
public sealed class Population : IAsyncDisposable
{
    private const int ConnectAtOnce = 32;
    private static readonly TimeSpan PingEvery = TimeSpan.FromSeconds(10);
    private readonly ConcurrentBag<HubClient> _clients = [];
    private readonly CancellationTokenSource _ended = new();
    private readonly IReadOnlyList<Uri> _addresses;
    private readonly Task _pinging;

    /// <summary>Nobody yet.</summary>
    public Population(IReadOnlyList<Uri> addresses)
    {
        _addresses = addresses;
        _pinging = PingAsync();
    }

    /// <summary>Connects one user for each listener; results in the order given. Neighbours connect to different addresses, where there are several.</summary>
    public async Task<HubClient[]> ConnectAsync(IReadOnlyList<(string User, IHubListener Listener)> users, CancellationToken stop)
    {
        using var desk = new TokenDesk();
        var clients = new HubClient[users.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = ConnectAtOnce, CancellationToken = stop };
        await Parallel.ForAsync(0, users.Count, options, async (i, cancelled) =>
        {
            var address = _addresses[i % _addresses.Count];
            var token = await desk.IssueAsync(address, users[i].User, cancelled);
            clients[i] = await HubClient.ConnectAsync(address, users[i].User, token, users[i].Listener, cancelled);
            _clients.Add(clients[i]);
        });
        return clients;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _pinging;
        foreach (var client in _clients)
        {
            client.Dispose();
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
                foreach (var client in _clients)
                {
                    client.Ping();
                }
            }
        }
        catch (OperationCanceledException) when (_ended.IsCancellationRequested)
        {
            // Disposed of: nobody needs to be kept alive any more.
        }
    }
}
