using FChat.Auth;
using FChat.Gateway.Delivery;
using FChat.Gateway.Lease;
using FChat.Gateway.Operations;
using FChat.Gateway.RateLimits;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;

namespace FChat.Gateway.Hubs;

/// <summary>Takes connections in when they open and out when they close. Events do not go through SignalR's groups but through the gateway's own rosters.</summary>
internal sealed class CallHubLifetime(
    ConnectionFactory factory,
    ConnectionRegistry registry,
    Station station,
    DevicePresence devices,
    LeaseState lease,
    IOptions<LimitOptions> limits,
    ILogger<DefaultHubLifetimeManager<CallHub>> logger) : DefaultHubLifetimeManager<CallHub>(logger)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    public override async Task OnConnectedAsync(HubConnectionContext connection)
    {
        if (!CallerClaims.TryRead(connection.User, out var caller))
        {
            throw new InvalidOperationException("The hub is reached by authenticated callers only.");
        }

        if (lease.IsDraining)
        {
            connection.Abort();
            return;
        }

        var opened = factory.Make(caller, connection);
        if (!registry.TryAdd(opened, limits.Value.ConnectionsPerUser))
        {
            // Several came at once, past the guard who would have said so.
            opened.Abort();
            return;
        }

        connection.Features.Set(opened);
        connection.Features.Set(new DoorRequest(caller, opened, station));
        await base.OnConnectedAsync(connection);
        await Announce(opened);

        // Not before: until a connection is announced, SignalR reads nothing of what its client sends.
        connection.Protocol = new WatchedProtocol(connection, opened.Watch);
        opened.Watch.Begin();
    }

    /// <inheritdoc/>
    public override async Task OnDisconnectedAsync(HubConnectionContext connection)
    {
        await base.OnDisconnectedAsync(connection);
        if (connection.Features.Get<Connection>() is not { } closed)
        {
            return;
        }

        closed.Watch.Dispose();
        registry.Remove(closed);
        closed.Outbox.Close();
        var seats = closed.Seats;
        foreach (var seat in seats)
        {
            station.Roster.Remove(seat);
        }

        await devices.Disconnected(closed, [.. seats.Select(seat => seat.Call.Id)]);
    }

    // A ring must not go to a gateway that no silo knows yet; but a cluster in trouble must not keep the client out for ever.
    private async Task Announce(Connection opened)
    {
        await lease.FirstHeld.WaitAsync(LongestWait, lease.Time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await devices.Connected(opened);
    }
}
