using FChat.Gateways;

namespace FChat.Gateway.Delivery;

/// <summary>Gives an event to everybody here who is to have it: one message, made once, however many they are. Never waits.</summary>
internal sealed partial class EventDelivery(ConnectionRegistry connections, LocalRoster roster)
{
    /// <summary>Delivers one envelope. One that cannot be told is a defect, and costs itself only.</summary>
    public void DeliverSafely(Envelope envelope, ILogger logger)
    {
        try
        {
            Deliver(envelope);
        }
        catch (Exception defect)
        {
            LogDefect(logger, envelope.Content.Event.GetType().Name, defect);
        }
    }

    /// <summary>Delivers one envelope.</summary>
    public void Deliver(Envelope envelope)
    {
        using var span = DeliveryTracing.Start(envelope);
        var content = envelope.Content;
        if (envelope is { Audience: ConnectionAudience single, Unseat.IsDefaultOrEmpty: true, ClosesCall: false })
        {
            // Signals come this way: the call is not looked for, its seat is at the connection.
            ToConnection(single.Connection, content);
            return;
        }

        var call = content.Stamp is { } stamp ? roster.Find(stamp.Call) : null;
        if (call is not null && !envelope.Unseat.IsDefaultOrEmpty)
        {
            Unseat(call, envelope);
        }

        switch (envelope.Audience)
        {
            case CallAudience when call is not null:
                ToCall(call, content);
                break;
            case ConnectionAudience one:
                ToConnection(one.Connection, content);
                break;
            case UsersAudience users:
                ToUsers(users, content);
                break;
        }

        if (envelope.ClosesCall && call is not null)
        {
            roster.Close(call);
        }
    }

    private void Unseat(LocalCall call, Envelope envelope)
    {
        var kind = KindOf(envelope.Audience, envelope.Content);
        foreach (var seat in call.Seats)
        {
            if (envelope.Unseat.Contains(seat.Connection.Id) && seat.Leave(envelope.Content.Stamp!, kind))
            {
                roster.GiveUp(seat);
            }
        }
    }

    private static void ToCall(LocalCall call, StampedEvent content)
    {
        var stamp = content.Stamp!;
        var seats = call.Seats;
        if (!call.See(stamp.Epoch, stamp.Seq) || seats.IsEmpty)
        {
            return;
        }

        var message = EventMessage.Of(content);
        foreach (var seat in seats)
        {
            seat.Offer(message, stamp, StreamKind.Broadcast);
        }
    }

    private void ToConnection(ConnectionId id, StampedEvent content)
    {
        if (connections.Find(id) is { } connection)
        {
            ToConnection(connection, content, message: null);
        }
    }

    private void ToUsers(UsersAudience audience, StampedEvent content)
    {
        EventMessage? message = null;
        foreach (var user in audience.Users)
        {
            foreach (var connection in connections.Of(user))
            {
                if (connection.Id != audience.Except)
                {
                    message = ToConnection(connection, content, message);
                }
            }
        }
    }

    private static EventMessage ToConnection(Connection connection, StampedEvent content, EventMessage? message)
    {
        message ??= EventMessage.Of(content);
        if (content is { Event: CallEnded, Stamp.Call: var over })
        {
            connection.Forget(over);
        }

        if (content.Stamp is { } stamp && connection.Find(stamp.Call) is { } seat)
        {
            seat.Offer(message, stamp, content.Event is WebRtcSignal ? StreamKind.Signal : StreamKind.Copy);
        }
        else
        {
            connection.Outbox.Send(message);
        }

        return message;
    }

    private static StreamKind KindOf(Audience audience, StampedEvent content) =>
        audience is CallAudience ? StreamKind.Broadcast : content.Event is WebRtcSignal ? StreamKind.Signal : StreamKind.Copy;

    [LoggerMessage(Level = LogLevel.Error, Message = "An event {Event} could not be told.")]
    private static partial void LogDefect(ILogger logger, string @event, Exception defect);
}
