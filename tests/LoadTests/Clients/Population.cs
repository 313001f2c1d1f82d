namespace FChat.LoadTests.Clients;

/// <summary>Many users' connections to the hubs of one server, kept alive until disposed of.</summary>
/// <param name="addresses">Over which they are spread in turn.</param>
public sealed class Population(IReadOnlyList<Uri> addresses) : IAsyncDisposable
{
    private readonly KeptConnections _connections = new(addresses);

    /// <summary>Connects one user for each listener; results in the order given. Neighbours connect to different addresses, where there are several.</summary>
    public async Task<HubClient[]> ConnectAsync(IReadOnlyList<(string User, IHubListener Listener)> users, CancellationToken stop)
    {
        using var desk = new TokenDesk();
        return await _connections.ConnectAsync(
            users.Count,
            async (i, address, cancelled) =>
            {
                var token = await desk.IssueAsync(address, users[i].User, cancelled);
                return await HubClient.ConnectAsync(address, users[i].User, token, users[i].Listener, cancelled);
            },
            stop);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _connections.DisposeAsync();
}
