using System.Collections.Immutable;
using FChat.Core.Calls;
using FChat.Gateways;
using FChat.Presence;

namespace FChat.Calls;

/// <summary>
/// Tells what is on disk: numbers the facts, hands events to the links and notices to the courier. In a large call roster changes that come thick and fast are gathered for <see cref="CallOptions.GatherFor"/>.
/// Lives in one grain and on its scheduler.
/// </summary>
internal sealed class CallTeller(CallServices services, UserCourier courier, CallState told, Action<TimeSpan> flushLater)
{
    private readonly CallStream _stream = new(told.Id, told.Epoch);
    private readonly Dictionary<UserId, long> _seatedAt = [];
    private readonly HashSet<UserId> _wereSeated = [.. told.Participants.Values.Where(p => p.JoinedAt is not null).Select(p => p.User)];
    private readonly List<CallFact> _held = [];
    private readonly List<Action> _whenTold = [];
    private readonly RosterPace _pace = new(services.Options.GatherAbove, services.Time);
    private (CallState Of, CallView View)? _shown;
    private ImmutableArray<GatewayId>? _gateways;

    /// <summary>The call as everybody may know it.</summary>
    public CallState Told { get; private set; } = told;

    /// <summary>The device that started the call.</summary>
    public ConnectionId? StartedFrom { get; init; }

    /// <summary>Number of the last broadcast.</summary>
    public long Seq => _stream.Seq;

    /// <summary>The view with the numbers of everything that was told.</summary>
    public CallView View()
    {
        Flush();
        return Shown;
    }

    // In a busy call many ask for the same one.
    private CallView Shown => _shown is { } shown && ReferenceEquals(shown.Of, Told) && shown.View.Seq == _stream.Seq
        ? shown.View
        : (_shown = (Told, Told.View(_stream.Seq))).Value.View;

    /// <summary>Runs it once everything that is decided is told: now, unless some of it is being gathered. For answers that must fit a place in the streams, and are not worth an event of their own.</summary>
    public void WhenTold(Action then)
    {
        if (_held.Count == 0)
        {
            then();
        }
        else
        {
            _whenTold.Add(then);
        }
    }

    /// <summary>Where a participant's streams are.</summary>
    public SeqState StateFor(UserId user) => _stream.StateFor(user);

    /// <summary>Whether the numbers are those of a device that was in the live call before another one of the user came in.</summary>
    public bool IsFromBeforeTakeover(UserId user, SeqState has) =>
        !Told.IsOver && has.Epoch == Told.Epoch && _seatedAt.TryGetValue(user, out var seq) && has.Seq < seq;

    /// <summary>Whether the device that the user is in the call with bears that name: it joined again and has not heard the answer.</summary>
    public bool IsInBy(UserId user, DeviceId? device) => device is not null && SeatOf(user)?.Device == device;

    /// <summary>The connection that a participant's events go to, if there is one.</summary>
    public ConnectionId? ConnectionOf(UserId user) => SeatOf(user)?.Connection;

    /// <summary>What a device has missed; null when it must take a snapshot.</summary>
    public ImmutableArray<StampedEvent>? Since(UserId user, SeqState has)
    {
        Flush();
        return _stream.Since(user, has);
    }

    /// <summary>Takes the facts of one decision, and the call after it.</summary>
    public void Tell(CallState after, ImmutableArray<CallFact> facts)
    {
        Told = after;
        if (facts.IsEmpty || !facts.All(KeepsSeats))
        {
            _gateways = null;
        }

        if (facts.IsEmpty)
        {
            return;
        }

        var isFirst = _held.Count == 0;
        _held.AddRange(facts);
        if (!MayWait(facts))
        {
            Flush();
        }
        else if (isFirst)
        {
            flushLater(services.Options.GatherFor);
        }
    }

    /// <summary>Sends what is held back.</summary>
    public void Flush()
    {
        if (_held.Count == 0)
        {
            return;
        }

        var now = services.Time.GetUtcNow();
        var outgoing = new Announcements(Told, _stream, now, StartedFrom).Plan(Gathering.Together(_held));
        RememberSeats();
        _held.Clear();
        foreach (var item in outgoing)
        {
            Send(item);
        }

        Action[] waiting = [.. _whenTold];
        _whenTold.Clear();
        foreach (var then in waiting)
        {
            then();
        }
    }

    /// <summary>Relays a signal that has passed the gate.</summary>
    public void Signal(SendSignal signal)
    {
        // Names as the call has them, not as the signal brought them: they are kept with it for a minute, and these are here anyway.
        Signal(signal.Target, new WebRtcSignal(Told.Participants[signal.Actor].User, signal.Type, signal.Payload));
    }

    /// <summary>Tells a participant's device, and nobody else.</summary>
    public void Signal(UserId to, WebRtcSignal signal)
    {
        var target = Told.Participants[to];
        var stamped = _stream.NumberSignal(target.User, signal, services.Time.GetUtcNow());
        if (target is { Status: ParticipantStatus.Joined, Seat: { Connection: { } connection } seat })
        {
            services.Links.Send(seat.Gateway, Envelope.To(new ConnectionAudience(connection), stamped.Event, stamped.Stamp));
        }
    }

    /// <summary>Rings one device that has come late.</summary>
    public void RingDevice(UserId user, GatewayId gateway, ConnectionId connection)
    {
        if (Told.RingExpiresAt is { } expires && Told.Pending.Any(p => p.User == user))
        {
            var invitation = new CallInitiated(Shown, Told.Caller, expires);
            services.Links.Send(gateway, Envelope.To(new ConnectionAudience(connection), invitation, _stream.CopyStamp) with { Trace = Told.Trace });
        }
    }

    /// <summary>The call has lost its memory: devices learn of the epoch, which makes them resume, and their users that they are in a call.</summary>
    public void TellAwake()
    {
        SendToSeats(new Broadcast(new StampedEvent(new CallUpdated(null, null, null), _stream.CopyStamp), Closes: false));
        foreach (var seated in Told.Seated)
        {
            courier.Send(seated.User, new CallEntered(Told.Id));
        }
    }

    /// <summary>Forgets signals that are too old to be asked for.</summary>
    public void Expire() => _stream.Expire(services.Time.GetUtcNow());

    private bool MayWait(ImmutableArray<CallFact> facts) =>
        Told.Participants.Count >= services.Options.GatherFrom
        && facts.All(Gathering.MayWait)
        && !_pace.TryTake();

    private void RememberSeats()
    {
        foreach (var user in _held.OfType<SomebodyJoined>().Select(f => f.User).Concat(_held.OfType<SeatTakenOver>().Select(f => f.User)))
        {
            // Before the first seat there was no device that could come back.
            if (!_wereSeated.Add(user))
            {
                _seatedAt[user] = _stream.Seq;
            }
        }
    }

    private Seat? SeatOf(UserId user) => Told.Participants.GetValueOrDefault(user)?.Seat;

    private void Send(Outgoing item)
    {
        switch (item)
        {
            case Broadcast all: SendToSeats(all); break;
            case SeatClosed closed: Close(closed); break;
            case ToUser one: courier.Send(one.User, one.Notice); break;
        }
    }

    private void SendToSeats(Broadcast all)
    {
        var envelope = new Envelope(new CallAudience(Told.Id), all.Content, Unseat: [], all.Closes) { Trace = Told.Trace };
        foreach (var gateway in _gateways ??= GatewaysOfSeats())
        {
            services.Links.Send(gateway, envelope);
        }
    }

    // Microphones and cameras change often, and a large call is not searched for its gateways at each.
    private static bool KeepsSeats(CallFact fact) => fact is SomebodyChanged { Change.Status: null };

    private ImmutableArray<GatewayId> GatewaysOfSeats() =>
        [.. Told.Participants.Values.Where(p => p.Seat is { IsHttp: false }).Select(p => p.Seat!.Gateway).Distinct()];

    private void Close(SeatClosed closed)
    {
        var connection = closed.Seat.Connection!.Value;
        Audience audience = closed.Content is null ? new UsersAudience([], null) : new ConnectionAudience(connection);
        var content = closed.Content ?? new StampedEvent(new CallParticipantLeft([]), _stream.CopyStamp);
        services.Links.Send(closed.Seat.Gateway, new Envelope(audience, content, [connection], ClosesCall: false));
    }
}
