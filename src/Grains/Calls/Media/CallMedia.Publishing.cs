using FChat.Core.Calls;
using FChat.Media;

namespace FChat.Calls.Media;

/// <content>What people send.</content>
internal sealed partial class CallMedia
{
    /// <summary>Brings a participant's signal to the media server.</summary>
    /// <returns>Why not; null: it has taken it.</returns>
    public async Task<Refusal?> Signal(SendMediaSignal signal)
    {
        if (CallMachine.GateMedia(_port.Call(), signal.Actor) is { } refusal)
        {
            return refusal;
        }

        if (_room is not { } room)
        {
            return Refusal.Unavailable;
        }

        return signal.Stream.Direction == StreamDirection.Subscribe
            ? await SignalSubscription(signal)
            : CallMachine.GatePublishing(_port.Call(), signal.Actor, signal.Stream.Publisher) ?? await SignalPublication(room, signal);
    }

    private async Task<Refusal?> SignalPublication(ISfuRoom room, SendMediaSignal signal)
    {
        var seat = SeatOf(signal.Actor);
        if (signal.Stream.Session < seat.PublishSession)
        {
            return Refusal.StreamNotFound(signal.Actor);
        }

        switch (signal.Type)
        {
            case SignalType.Offer or SignalType.IceRestart:
                return MediaWords.ReadDescription(signal.Payload, "offer") is { } sdp ? await Offer(room, seat, signal.Stream, sdp) : MediaRefusals.BadPayload;
            case SignalType.IceCandidate when seat.Publication is { } publication && signal.Stream.Session == seat.PublishSession:
                return MediaWords.ReadCandidates(signal.Payload) is { } candidates
                    ? MediaRefusals.Of(await publication.AddCandidates(candidates, _life.Token), signal.Actor)
                    : MediaRefusals.BadPayload;
            case SignalType.IceCandidate:
                return Refusal.StreamNotFound(signal.Actor);
            default:
                return MediaRefusals.BadType;
        }
    }

    private async Task<Refusal?> Offer(ISfuRoom room, MediaSeat seat, StreamRef stream, string sdp)
    {
        if (stream.Session == seat.PublishSession)
        {
            return seat.Publication is { } publication ? await Renegotiate(room, seat, publication, stream, sdp) : Refusal.StreamNotFound(seat.User);
        }

        Unpublish(seat.User);
        seat.PublishSession = stream.Session;
        var outcome = await room.Publish(seat.User.Value, sdp, _life.Token);
        if (outcome.Value is not { } made)
        {
            return MediaRefusals.Of(outcome, seat.User);
        }

        if (!IsCurrent(room, seat) || seat.PublishSession != stream.Session)
        {
            _services.Release(made);
            return Refusal.StreamNotFound(seat.User);
        }

        (seat.Publication, seat.IsMuted) = (made, false);
        Answer(seat.User, stream, made.Answer);
        TellCandidates(made, seat.User, stream);
        SettleMute(seat.User);
        return null;
    }

    private async Task<Refusal?> Renegotiate(ISfuRoom room, MediaSeat seat, ISfuPublication publication, StreamRef stream, string sdp)
    {
        var outcome = await publication.Renegotiate(sdp, _life.Token);
        if (outcome.Value is not { } answer)
        {
            return MediaRefusals.Of(outcome, seat.User);
        }

        if (!IsCurrent(room, seat) || seat.Publication != publication)
        {
            return Refusal.StreamNotFound(seat.User);
        }

        Answer(seat.User, stream, answer);
        return null;
    }

    private void Answer(UserId user, StreamRef stream, string sdp) => Say(user, SignalType.Answer, MediaWords.Description("answer", sdp), stream);

    private void Say(UserId user, SignalType type, SignalPayload payload, StreamRef stream)
    {
        if (_port.Call().Participants.GetValueOrDefault(user) is { IsSeated: true })
        {
            _port.Signal(user, new WebRtcSignal(UserId.Sfu, type, payload) { Stream = stream });
        }
    }

    private void TellCandidates(object of, UserId user, StreamRef stream)
    {
        foreach (var candidate in _early.Take(of))
        {
            Say(user, SignalType.IceCandidate, MediaWords.Candidate(candidate), stream);
        }
    }

    /// <summary>The media server itself holds the sound of the muted back: it does not rest with their browsers.</summary>
    private void SettleMute(UserId user)
    {
        if (_seats.GetValueOrDefault(user) is { Publication: { } publication } seat
            && _port.Call().Participants.GetValueOrDefault(user) is { } who && who.Muted != seat.IsMuted)
        {
            seat.IsMuted = who.Muted;
            _services.Note(publication.Mute(who.Muted, _life.Token)).Ignore();
        }
    }

    /// <summary>Ends what somebody sends, if they do.</summary>
    private void Unpublish(UserId user)
    {
        if (_seats.GetValueOrDefault(user) is { Publication: { } publication } seat)
        {
            _services.Release(publication);
            Unfeed(seat, publication);
        }
    }

    private void Unfeed(MediaSeat seat, ISfuPublication publication)
    {
        var wasFed = seat.Feed is not null;
        (seat.Publication, seat.Feed) = (null, null);
        foreach (var other in _seats.Values)
        {
            Unsubscribe(other, seat.User, publication);
        }

        if (wasFed)
        {
            _speakers.Forget(seat.User);
            Happened(new FeedChanged(seat.User, null));
            BringSound();
        }
    }

    private void Drop(UserId user)
    {
        if (!_seats.TryGetValue(user, out var seat))
        {
            return;
        }

        Unpublish(user);
        foreach (var subscribed in seat.Subscriptions.Values)
        {
            _services.Release(subscribed.Subscription);
        }

        _seats.Remove(user);
    }
}
