using System.Collections.Concurrent;
using System.Collections.Immutable;
using FChat.Calls;
using FChat.Gateway.Delivery;
using FChat.Gateways;
using FChat.Presence;
using Microsoft.Extensions.Options;

namespace FChat.Gateway.Lease;

/// <summary>Tells users' grains which of their devices are connected here, and calls which connections are gone. Paced: a crowd that reconnects at once waits its turn.</summary>
internal sealed class DevicePresence(GatewayIdentity gateway, IGrainFactory grains, ClusterNotes notes, IOptions<RenewalOptions> options) : IDisposable
{
    private const int MostDepartures = 100_000;
    private readonly SemaphoreSlim pace = new(options.Value.Pace);
    private readonly ConcurrentQueue<Departure> unsaid = new();

    /// <summary>A connection has opened, or is still there. If the user's grain did not know it, calls that ring for the user are told.</summary>
    public async Task Connected(Connection connection)
    {
        await pace.WaitAsync();
        try
        {
            await notes.Say("a connection", () => Connect(connection));
        }
        finally
        {
            pace.Release();
        }
    }

    /// <summary>A connection has closed. Repeated by <see cref="SayDepartures"/> until the cluster has taken it.</summary>
    public Task Disconnected(Connection connection, ImmutableArray<CallId> calls) =>
        Depart(new Departure(connection.Caller.User, connection.Id, calls));

    /// <summary>Says again what the cluster has not taken.</summary>
    public async Task SayDepartures()
    {
        for (var left = unsaid.Count; left > 0 && unsaid.TryDequeue(out var departure); left--)
        {
            await Depart(departure);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => pace.Dispose();

    private async Task Connect(Connection connection)
    {
        var caller = connection.Caller;
        ImmutableArray<CallId> calls = [.. connection.Seats.Where(seat => seat.IsAnswered).Select(seat => seat.Call.Id)];
        var ringing = await grains.User(caller.User).Connect(new Device(gateway.Id, connection.Id), caller.Name, calls);
        await Task.WhenAll(ringing.Select(call => grains.Call(call).DeviceConnected(caller.User, gateway.Id, connection.Id)));
    }

    private async Task Depart(Departure departure)
    {
        await pace.WaitAsync();
        try
        {
            var isSaid = await notes.Say("a departure", () => Say(departure));
            if (!isSaid && unsaid.Count < MostDepartures)
            {
                unsaid.Enqueue(departure);
            }
        }
        finally
        {
            pace.Release();
        }
    }

    private Task Say(Departure departure)
    {
        var (user, connection, calls) = departure;
        var lost = calls.Select(call => (Task)grains.Call(call).Execute(new LoseConnection(user, connection)));
        return Task.WhenAll(lost.Prepend(grains.User(user).Disconnect(new Device(gateway.Id, connection))));
    }

    private sealed record Departure(UserId User, ConnectionId Connection, ImmutableArray<CallId> Calls);
}
