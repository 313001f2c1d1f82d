using FChat.Calls;
using FChat.Gateway.Delivery;
using FChat.Gateway.Ice;
using FChat.Gateway.Lease;
using FChat.Gateway.Signals;
using FChat.Gateway.Telemetry;

namespace FChat.Gateway.Operations;

/// <summary>Who asks, from where, and what handlers need to answer. One per hub connection, one per HTTP request.</summary>
internal sealed class DoorRequest(Caller caller, Connection? connection, Station station)
{
    /// <summary>Who asks.</summary>
    public Caller Caller { get; } = caller;

    /// <summary>The hub connection; null by plain HTTP.</summary>
    public Connection? Connection { get; } = connection;

    /// <summary>The trace that an HTTP request's own header names.</summary>
    public string? Traceparent { get; init; }

    /// <summary>The cluster.</summary>
    public IGrainFactory Grains => station.Grains;

    /// <summary>Who is in which call on this gateway.</summary>
    public LocalRoster Roster => station.Roster;

    /// <summary>Servers for the caller's browser.</summary>
    public IceServers Ice => station.Ice;

    /// <summary>What this gateway counts.</summary>
    public GatewayInstruments Instruments => station.Instruments;

    /// <summary>Places for people who come by HTTP.</summary>
    public HttpSeats HttpSeats => station.HttpSeats;

    /// <summary>Where the caller's events are to go: to the connection that asks, or by HTTP to one of the user's.</summary>
    public ValueTask<Place> FindPlace() => Connection is { } own ? ValueTask.FromResult(new Place(own, null)) : HttpSeats.Find(Caller.User);

    /// <summary>A place as the call knows it.</summary>
    public Seat SeatAt(Place place, string? device) => place.Seat(station.Gateway.Id, device);

    /// <summary>The answer is on its way: the seat's events follow it.</summary>
    public void Release(CallSeat seat)
    {
        station.Roster.Release(seat);
        if (Connection is null)
        {
            HttpSeats.Keep(seat);
        }
    }

    /// <summary>Whether the caller asks from a connection that has been in the call and is not any more.</summary>
    public bool HasGivenUp(CallId call) => Connection?.HasGivenUp(call) ?? false;

    /// <summary>Relays a signal.</summary>
    public ValueTask<Answer> Signal(CallId call, SendSignal signal) => HasGivenUp(call)
        ? ValueTask.FromResult<Answer>(Refusal.NotAParticipant)
        : station.Signals.Send(call, Connection?.Find(call)?.Call, signal);

    /// <summary>The call's grain: the one at hand when the caller is in the call.</summary>
    public ICallGrain Call(CallId call) => Connection?.Find(call)?.Call.Grain ?? station.Grains.Call(call);
}

/// <summary>What every request on this gateway shares.</summary>
internal sealed record Station(
    GatewayIdentity Gateway, IGrainFactory Grains, LocalRoster Roster, HttpSeats HttpSeats, IceServers Ice, SignalPath Signals, GatewayInstruments Instruments);
