using System.Collections.Immutable;
using FChat.Durable;
using FChat.Media;

namespace FChat.Calls.Media;

/// <summary>What the media server has of one participant's device: at most one publication, and at most one subscription to each publisher.</summary>
internal sealed class MediaSeat
{
    public MediaSeat(UserId user, Func<MediaSeat, Task> bring, Func<MediaSeat, Task> mute)
    {
        User = user;
        Bringing = new Pump(() => bring(this));
        Muting = new Pump(() => mute(this));
    }

    public UserId User { get; }

    /// <summary>The number of the newest connection that the device has published by; 0: none yet.</summary>
    public long PublishSession { get; set; }

    /// <summary>The number of a connection whose offer the media server has not answered yet; 0: none.</summary>
    public long Offered { get; set; }

    public ISfuPublication? Publication { get; set; }

    /// <summary>The publication's number; null until media flows.</summary>
    public long? Feed { get; set; }

    /// <summary>Whether the media server holds its microphone back.</summary>
    public bool IsMuted { get; set; }

    /// <summary>Has the media server hold the microphone back, or let it through, one request after another.</summary>
    public Pump Muting { get; }

    /// <summary>What the device wants.</summary>
    public ImmutableArray<StreamWish> Wishes { get; set; } = [];

    public Dictionary<UserId, Subscribed> Subscriptions { get; } = [];

    /// <summary>Brings the subscriptions in line with the wishes.</summary>
    public Pump Bringing { get; }

    /// <summary>Why not all that is wanted could be had in the last round; null: it could.</summary>
    public Refusal? Lack { get; set; }
}

/// <summary>A subscription of a device.</summary>
/// <param name="Session">The number of its connection.</param>
internal sealed record Subscribed(ISfuSubscription Subscription, long Session)
{
    /// <summary>What of it is on its way now; null: nobody knows, as the media server did not say whether it has done the last that was asked of it.</summary>
    public required SfuWish? Wish { get; set; }
}
