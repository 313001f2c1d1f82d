namespace FChat.Media;

/// <summary>What happens in a room.</summary>
public abstract record SfuEvent;

/// <summary>Media can flow: ICE and DTLS of the publication are up. From now on it can be subscribed to.</summary>
/// <param name="Publication">Which one.</param>
public sealed record PublicationUp(ISfuPublication Publication) : SfuEvent;

/// <summary>A publication is over without having been disposed. Its subscriptions end as well.</summary>
/// <param name="Publication">Which one.</param>
/// <param name="Reason">Why, for the log.</param>
public sealed record PublicationEnded(ISfuPublication Publication, string Reason) : SfuEvent;

/// <summary>A candidate of the node's, for the publisher's browser.</summary>
/// <param name="Publication">Which one.</param>
/// <param name="Candidate">The candidate, or that there are no more.</param>
public sealed record PublicationCandidate(ISfuPublication Publication, SfuCandidate Candidate) : SfuEvent;

/// <summary>ICE and DTLS of a subscription are up.</summary>
/// <param name="Subscription">Which one.</param>
public sealed record SubscriptionUp(ISfuSubscription Subscription) : SfuEvent;

/// <summary>A subscription is over without having been disposed.</summary>
/// <param name="Subscription">Which one.</param>
/// <param name="Reason">Why, for the log.</param>
public sealed record SubscriptionEnded(ISfuSubscription Subscription, string Reason) : SfuEvent;

/// <summary>A candidate of the node's, for the receiver's browser.</summary>
/// <param name="Subscription">Which one.</param>
/// <param name="Candidate">The candidate, or that there are no more.</param>
public sealed record SubscriptionCandidate(ISfuSubscription Subscription, SfuCandidate Candidate) : SfuEvent;

/// <summary>Somebody began or ceased to talk.</summary>
/// <param name="Publication">Whose.</param>
/// <param name="IsTalking">Whether they talk now.</param>
/// <param name="LevelDbov">How loud on average, from 0 (loudest) to -127 dBov (silence).</param>
public sealed record Talking(ISfuPublication Publication, bool IsTalking, double LevelDbov) : SfuEvent;

/// <summary>The room is gone with everything in it: its node, or the connection to it, is lost. The last event.</summary>
/// <param name="Reason">Why, for the log.</param>
public sealed record RoomLost(string Reason) : SfuEvent;
