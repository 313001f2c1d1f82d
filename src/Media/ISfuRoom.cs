using System.Threading.Channels;

namespace FChat.Media;

/// <summary>
/// A room on one node. It lives as long as the connection to that node: after <see cref="RoomLost"/> nothing of it is there any more, and everything asked of it is <see cref="SfuFault.Unavailable"/>.
/// Disposing destroys it, with all publications and subscriptions, on the node as far as the node can be reached; it does not throw.
/// </summary>
public interface ISfuRoom : IAsyncDisposable
{
    /// <summary>Name of the node, from the configuration. For logs and operators.</summary>
    string Node { get; }

    /// <summary>
    /// What happens in the room, in order, for one reader. Completes after <see cref="RoomLost"/> or when the room was disposed. Nothing is told of a publication or a subscription
    /// before the task that made it has ended. A room whose events are not read is lost in the end.
    /// </summary>
    ChannelReader<SfuEvent> Events { get; }

    /// <summary>Lets somebody publish.</summary>
    /// <param name="publisher">A name that comes back in <see cref="ISfuPublication.Publisher"/>. Several publications may have one name: they are apart.</param>
    /// <param name="offerSdp">The browser's offer, all of it sendonly.</param>
    /// <param name="cancellation">Gives up waiting; what was made meanwhile is taken away again.</param>
    /// <returns>The publication with the answer for the browser; or <see cref="SfuFault.BadDescription"/>, <see cref="SfuFault.Full"/>, <see cref="SfuFault.Unavailable"/>.</returns>
    Task<SfuOutcome<ISfuPublication>> Publish(string publisher, string offerSdp, CancellationToken cancellation);

    /// <summary>Lets somebody receive a publication of this room.</summary>
    /// <param name="to">What to receive.</param>
    /// <param name="wish">What of it, from the beginning.</param>
    /// <param name="cancellation">Gives up waiting; what was made meanwhile is taken away again.</param>
    /// <returns>The subscription with the offer for the browser; or <see cref="SfuFault.NoSuchFeed"/> before <see cref="PublicationUp"/> and after the publication's end, <see cref="SfuFault.Unavailable"/>.</returns>
    Task<SfuOutcome<ISfuSubscription>> Subscribe(ISfuPublication to, SfuWish wish, CancellationToken cancellation);
}
