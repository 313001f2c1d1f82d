using FChat.Calls;
using FChat.Gateway.Delivery;
using FChat.Gateway.Lease;
using FChat.Presence;

namespace FChat.Gateway.Operations;

/// <summary>
/// Seats people who come into a call by HTTP on a hub connection of theirs, if they have one: their page asks by HTTP and listens at the hub.
/// What cannot be known from a request is which of their pages has made it; the one that connected last is taken.
/// </summary>
internal sealed class HttpSeats(GatewayIdentity gateway, IGrainFactory grains, ConnectionRegistry connections, LocalRoster roster, ClusterNotes notes)
{
    /// <summary>The user's newest connection: of this gateway's, or else of any gateway's.</summary>
    public async ValueTask<Place> Find(UserId user)
    {
        if (connections.Of(user) is [.., var newest])
        {
            return new Place(newest, null);
        }

        var device = await grains.User(user).NewestDevice();
        return new Place(null, device?.Gateway == gateway.Id ? null : device);
    }

    /// <summary>Nobody but the connection's end gives a seat back: one that was taken while the connection closed is given back here.</summary>
    public void Keep(CallSeat seat)
    {
        var connection = seat.Connection;
        if (connections.Find(connection.Id) is null)
        {
            roster.Remove(seat);
            _ = notes.Say("a lost connection", () => seat.Call.Grain.Execute(new LoseConnection(connection.Caller.User, connection.Id)));
        }
    }

    /// <summary>Lets the gateway that has the connection seat it. If it cannot, the user stays in the call as somebody without a connection.</summary>
    /// <param name="device">The connection.</param>
    /// <param name="call">The call, which has let the user in.</param>
    /// <param name="resume">How the user would come back without the connection.</param>
    /// <param name="home">The silo that the call is active on.</param>
    public async Task SeatElsewhere(Device device, ICallGrain call, CallId id, ResumeCall resume, string? home)
    {
        var isSeated = false;
        await notes.Say("a seat at another gateway", async () =>
            isSeated = await grains.Gateway(device.Gateway).Observer() is { } ear && await ear.SeatConnection(device.Connection, id, resume.Has, home));
        if (!isSeated)
        {
            await call.Execute(new LoseConnection(resume.Actor, device.Connection));
            await call.Resume(resume);
        }
    }
}
