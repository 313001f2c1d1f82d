using FChat.Core.Calls;
using FChat.Media;

namespace FChat.Calls.Media;

/// <content>What people receive.</content>
internal sealed partial class CallMedia
{
    /// <summary>Takes what a participant wants.</summary>
    /// <returns>Why not; null: it has it.</returns>
    public Task<Refusal?> Subscribe(UpdateSubscriptions request) => _services.Patiently(Want(request));

    private async Task<Refusal?> Want(UpdateSubscriptions request)
    {
        var call = _port.Call();
        if (CallMachine.GateMedia(call, request.Actor) is { } refusal)
        {
            return refusal;
        }

        if (_room is null)
        {
            return Refusal.Unavailable;
        }

        if (CallMachine.GateWishes(call, request.Actor, request.Streams) is { } missing)
        {
            return missing;
        }

        var seat = SeatOf(request.Actor);
        seat.Wishes = [.. request.Streams.DistinctBy(wish => wish.Publisher)];
        seat.Bringing.Signal();
        await seat.Bringing.Idle;
        return seat.Lack;
    }

    private async Task Bring(MediaSeat seat)
    {
        if (_room is not { } room || !IsCurrent(room, seat))
        {
            return;
        }

        foreach (var gone in seat.Subscriptions.Keys.Except(seat.Wishes.Select(wish => wish.Publisher)).ToList())
        {
            Unsubscribe(seat, gone);
        }

        var heard = _speakers.Heard(Feeding());
        var lacks = await Task.WhenAll(seat.Wishes.Select(wish => Bring(room, seat, wish, heard.Contains(wish.Publisher))));
        seat.Lack = lacks.FirstOrDefault(lack => lack is not null);
    }

    private async Task<Refusal?> Bring(ISfuRoom room, MediaSeat seat, StreamWish wanted, bool isHeard)
    {
        if (_seats.GetValueOrDefault(wanted.Publisher) is not { Feed: { } feed, Publication: { } publication } || (wanted.Feed ?? feed) != feed)
        {
            // Whoever publishes (again) is brought then.
            return null;
        }

        var wish = new SfuWish((SfuLayer)wanted.Video, wanted.Screen, isHeard);
        if (seat.Subscriptions.TryGetValue(wanted.Publisher, out var subscribed))
        {
            return await Select(subscribed, wish, wanted.Publisher);
        }

        var outcome = await room.Subscribe(publication, wish, _life.Token);
        if (outcome.Value is not { } made)
        {
            return outcome.Fault == SfuFault.NoSuchFeed ? null : MediaRefusals.Of(outcome, wanted.Publisher);
        }

        Begin(room, seat, wanted.Publisher, new Subscribed(made, ++_lastSession) { Wish = wish });
        return null;
    }

    private void Begin(ISfuRoom room, MediaSeat seat, UserId publisher, Subscribed subscribed)
    {
        var isStillWanted = IsCurrent(room, seat) && _seats.GetValueOrDefault(publisher)?.Publication == subscribed.Subscription.To;
        if (!isStillWanted || !seat.Subscriptions.TryAdd(publisher, subscribed))
        {
            _services.Release(subscribed.Subscription);
            return;
        }

        var stream = new StreamRef(publisher, StreamDirection.Subscribe, subscribed.Session);
        Say(seat.User, SignalType.Offer, MediaWords.Description("offer", subscribed.Subscription.Offer), stream);
        TellCandidates(subscribed.Subscription, seat.User, stream);
    }

    private async Task<Refusal?> Select(Subscribed subscribed, SfuWish wish, UserId publisher)
    {
        if (subscribed.Wish == wish)
        {
            return null;
        }

        var outcome = await subscribed.Subscription.Select(wish, _life.Token);
        subscribed.Wish = outcome.IsDone ? wish : null;
        return MediaRefusals.Of(outcome, publisher);
    }

    private async Task<Refusal?> SignalSubscription(SendMediaSignal signal)
    {
        var publisher = signal.Stream.Publisher;
        if (_seats.GetValueOrDefault(signal.Actor)?.Subscriptions.GetValueOrDefault(publisher) is not { } subscribed || subscribed.Session != signal.Stream.Session)
        {
            return Refusal.StreamNotFound(publisher);
        }

        var subscription = subscribed.Subscription;
        switch (signal.Type)
        {
            case SignalType.Answer:
                return MediaWords.ReadDescription(signal.Payload, "answer") is { } sdp
                    ? MediaRefusals.Of(await subscription.Answer(sdp, _life.Token), publisher)
                    : MediaRefusals.BadPayload;
            case SignalType.IceCandidate:
                return MediaWords.ReadCandidates(signal.Payload) is { } candidates
                    ? MediaRefusals.Of(await subscription.AddCandidates(candidates, _life.Token), publisher)
                    : MediaRefusals.BadPayload;
            case SignalType.IceRestart:
                return await Restart(signal, subscription);
            default:
                return MediaRefusals.BadType;
        }
    }

    private async Task<Refusal?> Restart(SendMediaSignal signal, ISfuSubscription subscription)
    {
        var outcome = await subscription.Restart(_life.Token);
        if (outcome.Value is not { } offer)
        {
            return MediaRefusals.Of(outcome, signal.Stream.Publisher);
        }

        Say(signal.Actor, SignalType.Offer, MediaWords.Description("offer", offer), signal.Stream);
        return null;
    }

    private void Unsubscribe(MediaSeat seat, UserId publisher, ISfuPublication? of = null)
    {
        if (seat.Subscriptions.TryGetValue(publisher, out var subscribed) && (of is null || subscribed.Subscription.To == of))
        {
            seat.Subscriptions.Remove(publisher);
            _services.Release(subscribed.Subscription);
        }
    }

    /// <summary>How many devices are told when others are heard.</summary>
    private int Receivers => _seats.Values.Count(seat => seat.Subscriptions.Count > 0);

    private List<UserId> Feeding() => [.. _seats.Values.Where(s => s.Feed is not null).OrderBy(s => s.Feed).Select(s => s.User)];

    /// <summary>Whose sound is on its way may be others now.</summary>
    private void BringSound()
    {
        foreach (var seat in _seats.Values.Where(seat => !seat.Wishes.IsEmpty))
        {
            seat.Bringing.Signal();
        }
    }
}
