using FChat.Calls;
using FChat.Gateway.Delivery;
using FChat.Gateway.Ice;
using FChat.Gateway.Lease;
using FChat.Gateway.Signals;

namespace FChat.Gateway.Operations;

/// <summary>Who asks, from where, and what handlers need to answer. One per hub connection, one per HTTP request.</summary>
internal sealed class DoorRequest(Caller caller, Connection? connection, Station station)
{
    /// <summary>Who asks.</summary>
    public Caller Caller { get; } = caller;

    /// <summary>The hub connection; null by plain HTTP.</summary>
    public Connection? Connection { get; } = connection;

    /// <summary>The cluster.</summary>
    public IGrainFactory Grains => station.Grains;

    /// <summary>Who is in which call on this gateway.</summary>
    public LocalRoster Roster => station.Roster;

    /// <summary>Servers for the caller's browser.</summary>
    public IceServers Ice => station.Ice;

    /// <summary>Where the caller's events go.</summary>
    public Seat SeatOf(string? device) =>
        new(station.Gateway.Id, Connection?.Id, device is null ? null : new DeviceId(device));

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
internal sealed record Station(GatewayIdentity Gateway, IGrainFactory Grains, LocalRoster Roster, IceServers Ice, SignalPath Signals);
