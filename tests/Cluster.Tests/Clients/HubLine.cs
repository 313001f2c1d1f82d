using System.Net.Sockets;
using System.Text.Json;

namespace FChat.Cluster.Tests.Clients;

/// <summary>What hears of a line's fortunes. Never called twice at once for one connection.</summary>
internal interface IHubLineOwner
{
    /// <summary>A connection is up; nothing was invoked on it yet.</summary>
    void Connected(HubConnection connection);

    /// <summary>It is gone.</summary>
    void Lost();

    /// <summary>An event came.</summary>
    void Hear(HubConnection connection, string name, JsonElement content);
}

/// <summary>
/// Keeps one connection up for as long as it may be: after a loss to the next gateway of the list, at the pace of <see cref="ReconnectPolicy"/>;
/// away from a gateway that drains at a moment of its own within the time given.
/// </summary>
internal sealed class HubLine(IReadOnlyList<Uri> gateways, int first, string token, IHubLineOwner owner) : IAsyncDisposable
{
    private static readonly TimeSpan OpenLimit = TimeSpan.FromSeconds(5);
    private readonly CancellationTokenSource _end = new();
    private volatile TaskCompletionSource<HubConnection> _up = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile HubConnection? _current;
    private Task _running = Task.CompletedTask;
    private int _gateway = first;

    /// <summary>The connection, if it is up.</summary>
    public HubConnection? Current => _current;

    /// <summary>Begins to connect.</summary>
    public void Start() => _running = Task.Run(Run);

    /// <summary>Waits until a connection is up, and its owner has been told.</summary>
    public async Task<HubConnection> Connected(CancellationToken stop)
    {
        while (true)
        {
            var connection = await _up.Task.WaitAsync(stop);
            if (!connection.Ended.IsCompleted)
            {
                return connection;
            }

            await Task.Yield(); // its end is being told
        }
    }

    /// <summary>Keeps the connection that it has, and makes no other.</summary>
    public void ConnectNoMore() => _end.Cancel();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        Current?.Dispose();
        await _running;
        _end.Dispose();
    }

    private async Task Run()
    {
        for (var attempt = 0; !_end.IsCancellationRequested;)
        {
            if (await TryOpen() is { } connection)
            {
                attempt = 0;
                await Use(connection);
            }

            _gateway++;
            await Clock.Pause(ReconnectPolicy.DelayFor(attempt++, Random.Shared.NextDouble()), _end.Token);
        }
    }

    private async Task Use(HubConnection connection)
    {
        _current = connection;
        owner.Connected(connection);
        _up.SetResult(connection);
        if (_end.IsCancellationRequested)
        {
            connection.Dispose();
        }

        await connection.Ended;
        _current = null;
        _up = new TaskCompletionSource<HubConnection>(TaskCreationOptions.RunContinuationsAsynchronously);
        owner.Lost();
    }

    private async Task<HubConnection?> TryOpen()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
        patience.CancelAfter(OpenLimit);
        try
        {
            return await HubConnection.Open(gateways[_gateway % gateways.Count], token, Hear, patience.Token);
        }
        catch (Exception e) when (e is SocketException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            return null; // the next gateway, a little later
        }
    }

    private void Hear(HubConnection connection, string name, JsonElement content)
    {
        if (name == "server_draining")
        {
            _ = MoveAway(connection, content.GetProperty("reconnect_within_ms").GetDouble());
        }

        owner.Hear(connection, name, content);
    }

    private async Task MoveAway(HubConnection connection, double withinMilliseconds)
    {
        await Clock.Pause(TimeSpan.FromMilliseconds(Random.Shared.NextDouble() * withinMilliseconds * 0.8), _end.Token);
        connection.Dispose();
    }
}
