using System.Collections.Immutable;
using FChat.Calls;

namespace FChat.Gateways;

/// <summary>A gateway's ear. It only enqueues and returns: it never waits for a socket.</summary>
[Alias("fchat.IGatewayObserver")]
public interface IGatewayObserver : IGrainObserver
{
    /// <summary>Takes one batch. A link sends one at a time and repeats it until it is taken; the gateway drops a batch whose number it has had from that link.</summary>
    [ResponseTimeout("00:00:03"), Alias("deliver")]
    Task Deliver(DeliveryBatch batch);

    /// <summary>
    /// Seats a connection whose user has joined, or come back, by HTTP through another gateway. What was told between the call's answer and this is a gap, which the client finds by its numbers.
    /// </summary>
    /// <param name="state">What the call's answer covers.</param>
    /// <param name="home">The silo that the call is active on.</param>
    /// <returns>False: the connection is not here (any more), and nobody was seated.</returns>
    [ResponseTimeout("00:00:03"), Alias("seat")]
    Task<bool> SeatConnection(ConnectionId connection, CallId call, SeqState state, string? home);
}

/// <summary>What has gathered in a silo for one gateway.</summary>
/// <param name="Link">The silo's link, from its making to its end.</param>
/// <param name="Number">Contiguous per link from 1.</param>
/// <param name="Lost">Earlier envelopes of this link were dropped: whoever depends on it must resume.</param>
[GenerateSerializer, Immutable, Alias("fchat.DeliveryBatch")]
public sealed record DeliveryBatch(string Link, long Number, bool Lost, ImmutableArray<Envelope> Envelopes);

/// <summary>One event and who gets it, however many they are on this gateway.</summary>
/// <param name="Unseat">Connections that leave the event's call: the gateway drops them from its roster before it delivers the event.</param>
/// <param name="ClosesCall">After this event the gateway forgets the call.</param>
[GenerateSerializer, Immutable, Alias("fchat.Envelope")]
public sealed record Envelope(Audience Audience, StampedEvent Content, ImmutableArray<ConnectionId> Unseat, bool ClosesCall)
{
    /// <summary>The trace that the event belongs to, if there is one. Signals have none: they are many and alike.</summary>
    [Id(4)] public string? Trace { get; init; }

    /// <summary>An envelope that changes no roster.</summary>
    public static Envelope To(Audience audience, ServiceEvent content, CallStamp? stamp = null) =>
        new(audience, new StampedEvent(content, stamp), [], ClosesCall: false);
}

/// <summary>Who gets an event on a gateway.</summary>
[GenerateSerializer, Alias("fchat.Audience")]
public abstract record Audience;

/// <summary>Every connection that the gateway has joined to the call.</summary>
[GenerateSerializer, Immutable, Alias("fchat.CallAudience")]
public sealed record CallAudience(CallId Call) : Audience;

/// <summary>Every connection of these users on the gateway, one apart.</summary>
[GenerateSerializer, Immutable, Alias("fchat.UsersAudience")]
public sealed record UsersAudience(ImmutableArray<UserId> Users, ConnectionId? Except) : Audience;

/// <summary>One connection.</summary>
[GenerateSerializer, Immutable, Alias("fchat.ConnectionAudience")]
public sealed record ConnectionAudience(ConnectionId Connection) : Audience;
