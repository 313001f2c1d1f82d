using FChat.Cluster.Tests.Clients;

namespace FChat.Cluster.Tests.Load;

/// <summary>All clients of a run, kept alive until disposed of.</summary>
internal sealed class Crowd : IAsyncDisposable
{
    private static readonly TimeSpan PingEvery = TimeSpan.FromSeconds(10);
    private readonly List<RecordingClient> _clients = [];
    private readonly CancellationTokenSource _end = new();
    private readonly Task _pinging;

    /// <summary>Nobody yet.</summary>
    public Crowd() => _pinging = Ping();

    /// <summary>What they do and hear.</summary>
    public Records Records { get; } = new();

    /// <summary>Who.</summary>
    public IReadOnlyList<RecordingClient> Clients => _clients;

    /// <summary>Another client; neighbours begin at different gateways.</summary>
    /// <param name="user">Who.</param>
    /// <param name="gateways">Where it may connect to.</param>
    /// <param name="token">Null: one that the gateways of the tests believe.</param>
    public RecordingClient Add(string user, IReadOnlyList<Uri> gateways, string? token = null)
    {
        var client = new RecordingClient(user, gateways, _clients.Count, Records, token);
        _clients.Add(client);
        return client;
    }

    /// <summary>Connects all of them.</summary>
    public async Task Connect(CancellationToken stop)
    {
        foreach (var client in _clients)
        {
            client.Start();
        }

        await Task.WhenAll(_clients.Select(client => client.Connected(stop)));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _pinging;
        await Task.WhenAll(_clients.Select(client => client.DisposeAsync().AsTask()));
        _end.Dispose();
    }

    private async Task Ping()
    {
        while (!_end.IsCancellationRequested)
        {
            await Clock.Pause(PingEvery, _end.Token);
            foreach (var client in _clients.ToArray())
            {
                client.Ping();
            }
        }
    }
}
