using FChat.Core.Calls;
using FChat.Media;
using Microsoft.Extensions.Logging;

namespace FChat.Calls.Media;

/// <content>What people send.</content>
internal sealed partial class CallMedia
{
    /// <summary>Brings a participant's signal to the media server.</summary>
    /// <returns>Why not; null: it has taken it.</returns>
    public Task<Refusal?> Signal(SendMediaSignal signal) => _services.Patiently(Bring(signal));

    private async Task<Refusal?> Bring(SendMediaSignal signal)
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

        if (stream.Session <= seat.Offered)
        {
            return Refusal.Unavailable; // it is on its way to the media server, or a newer one is
        }

        seat.Offered = stream.Session;
        try
        {
            var outcome = await room.Publish(seat.User.Value, sdp, _life.Token);
            return outcome.Value is { } made ? Begin(room, seat, stream, made) : MediaRefusals.Of(outcome, seat.User);
        }
        finally
        {
            seat.Offered = seat.Offered == stream.Session ? 0 : seat.Offered;
        }
    }

    /// <summary>What was published before goes only now that its successor is there. Much may have happened since it was asked for.</summary>
    private Refusal? Begin(ISfuRoom room, MediaSeat seat, StreamRef stream, ISfuPublication made)
    {
        var refusal = !IsCurrent(room, seat) || stream.Session < Math.Max(seat.PublishSession, seat.Offered)
            ? Refusal.StreamNotFound(seat.User)
            : CallMachine.GatePublishing(_port.Call(), seat.User, seat.User);
        if (refusal is not null)
        {
            _services.Release(made);
            return refusal;
        }

        Unpublish(seat.User);
        (seat.PublishSession, seat.Publication, seat.IsMuted) = (stream.Session, made, false);
        Answer(seat.User, stream, made.Answer);
        TellCandidates(made, seat.User, stream);
        seat.Muting.Signal();
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

        // There may be a microphone now that was not there before.
        seat.IsMuted = false;
        seat.Muting.Signal();
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

    /// <summary>
    /// The media server itself holds the sound of the muted back: it does not rest with their browsers. Where it does not say that it has done so,
    /// what they publish ends: better silent than heard.
    /// </summary>
    private async Task Mute(MediaSeat seat)
    {
        if (seat.Publication is not { } publication || _port.Call().Participants.GetValueOrDefault(seat.User) is not { Muted: var muted } || muted == seat.IsMuted)
        {
            return;
        }

        var outcome = await publication.Mute(muted, _life.Token);
        if (!outcome.IsDone)
        {
            var (fault, message) = (outcome.Fault, outcome.Message);
            LogNotMuted(_services.Log, _port.Id.Value, fault, message);
            if (seat.Publication == publication)
            {
                Unpublish(seat.User);
            }
        }
        else if (seat.Publication == publication)
        {
            seat.IsMuted = muted;
            seat.Muting.Signal(); // they may have changed their mind meanwhile
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
            Happened(new FeedChanged(seat.User, null));
            if (_speakers.Forget(seat.User, Receivers))
            {
                TellSpeakers();
            }

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

    [LoggerMessage(LogLevel.Warning, "The media server of call {Call} did not hold a microphone back, or let it through, when it was told; what was published is ended ({Fault}): {Message}")]
    private static partial void LogNotMuted(ILogger log, string call, SfuFault fault, string message);
}
