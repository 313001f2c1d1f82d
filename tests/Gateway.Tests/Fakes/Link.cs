using System.Collections.Immutable;
using FChat.Calls;
using FChat.Gateways;

namespace FChat.Gateway.Tests.Fakes;

/// <summary>A silo's link, in the hands of a test.</summary>
public sealed class Link(IGatewayObserver ear, string name = "silo-1")
{
    private long number;

    /// <summary>Delivers events as the next batch.</summary>
    public Task Deliver(params ImmutableArray<Envelope> envelopes) => ear.Deliver(new DeliveryBatch(name, ++number, false, envelopes));

    /// <summary>Delivers a batch of a number of the test's choice.</summary>
    public Task DeliverAs(long asNumber, bool lost, params ImmutableArray<Envelope> envelopes) => ear.Deliver(new DeliveryBatch(name, asNumber, lost, envelopes));

    /// <summary>An event to everybody in the sample call.</summary>
    public static Envelope Broadcast(long seq, ServiceEvent? content = null, long epoch = 3) =>
        Envelope.To(new CallAudience(Samples.Call), content ?? new CallUpdated(CallStatus.Connected, null, null), new CallStamp(Samples.Call, epoch, seq));

    /// <summary>A signal to one connection.</summary>
    public static Envelope SignalTo(ConnectionId connection, long signalSeq, long epoch = 3) =>
        Envelope.To(new ConnectionAudience(connection), Samples.Signal, new CallStamp(Samples.Call, epoch, signalSeq));

    /// <summary>A connection is told that its user has gone on with the call on another device.</summary>
    public static Envelope SeatClosed(ConnectionId connection, CallId call) =>
        Envelope.To(new ConnectionAudience(connection), new CallParticipantLeft([new(Samples.Alice, LeaveReason.TakenOver)]), new CallStamp(call, 3, 17)) with { Unseat = [connection] };

    /// <summary>An event to every device of a user.</summary>
    public static Envelope ToUser(string user, ServiceEvent content, CallStamp? stamp = null, ConnectionId? except = null) =>
        Envelope.To(new UsersAudience([new UserId(user)], except), content, stamp);
}
