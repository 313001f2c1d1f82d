using FChat.Core.Calls;
using FChat.Media;

namespace FChat.Calls.Media;

/// <content>What the media server tells.</content>
internal sealed partial class CallMedia
{
    private void Take(SfuEvent happened)
    {
        switch (happened)
        {
            case PublicationUp up: Feed(up.Publication); break;
            case PublicationEnded ended: End(ended.Publication); break;
            case PublicationCandidate found: Tell(found); break;
            case SubscriptionCandidate found: Tell(found); break;
            case SubscriptionEnded ended: End(ended.Subscription); break;
            case Talking talking: Talk(talking); break;
            case RoomLost lost: Lose(_room!, lost.Reason); break;
        }
    }

    private MediaSeat? PublisherOf(ISfuPublication publication) =>
        _seats.GetValueOrDefault(new UserId(publication.Publisher)) is { } seat && seat.Publication == publication ? seat : null;

    private void Feed(ISfuPublication publication)
    {
        if (PublisherOf(publication) is not { Feed: null } seat)
        {
            return;
        }

        seat.Feed = ++_lastFeed;
        Happened(new FeedChanged(seat.User, seat.Feed));
        BringSound();
    }

    private void End(ISfuPublication publication)
    {
        if (PublisherOf(publication) is { } seat)
        {
            Unfeed(seat, publication);
        }
    }

    /// <summary>The device finds its connection dead and asks for a restart, is told that there is none, and says anew what it wants.</summary>
    private void End(ISfuSubscription subscription)
    {
        foreach (var seat in _seats.Values)
        {
            if (seat.Subscriptions.GetValueOrDefault(new UserId(subscription.To.Publisher))?.Subscription == subscription)
            {
                seat.Subscriptions.Remove(new UserId(subscription.To.Publisher));
                return;
            }
        }
    }

    private void Tell(PublicationCandidate found)
    {
        if (PublisherOf(found.Publication) is { } seat)
        {
            Say(seat.User, SignalType.IceCandidate, MediaWords.Candidate(found.Candidate), new StreamRef(seat.User, StreamDirection.Publish, seat.PublishSession));
        }
        else
        {
            _early.Keep(found.Publication, found.Candidate);
        }
    }

    private void Tell(SubscriptionCandidate found)
    {
        var publisher = new UserId(found.Subscription.To.Publisher);
        foreach (var seat in _seats.Values)
        {
            if (seat.Subscriptions.GetValueOrDefault(publisher) is { } subscribed && subscribed.Subscription == found.Subscription)
            {
                Say(seat.User, SignalType.IceCandidate, MediaWords.Candidate(found.Candidate), new StreamRef(publisher, StreamDirection.Subscribe, subscribed.Session));
                return;
            }
        }

        _early.Keep(found.Subscription, found.Candidate);
    }

    private void Talk(Talking talking)
    {
        // Whom nobody hears is no speaker, whatever their microphone says.
        if (PublisherOf(talking.Publication) is { } seat && !(talking.IsTalking && seat.IsMuted) && _speakers.Talk(seat.User, talking.IsTalking, Receivers))
        {
            TellSpeakers();
        }
    }

    private void TellSpeakers()
    {
        if (_speakers.Changed() is { } speakers)
        {
            Happened(new SpeakersChanged(speakers));
            BringSound();
        }
    }
}
