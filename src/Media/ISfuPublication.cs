namespace FChat.Media;

/// <summary>Somebody's media on its way to a node: one peer connection. Disposing removes it from the room, and ends its subscriptions; it does not throw.</summary>
public interface ISfuPublication : IAsyncDisposable
{
    /// <summary>Who publishes, as given.</summary>
    string Publisher { get; }

    /// <summary>The newest answer (SDP) for the browser.</summary>
    string Answer { get; }

    /// <summary>Takes another offer for the same peer connection, such as one for an ICE restart.</summary>
    /// <returns>The answer (SDP); or <see cref="SfuFault.BadDescription"/>, <see cref="SfuFault.NoSuchFeed"/> when it is over, <see cref="SfuFault.Unavailable"/>.</returns>
    Task<SfuOutcome<string>> Renegotiate(string offerSdp, CancellationToken cancellation);

    /// <summary>Tells the node where the browser can be reached.</summary>
    /// <returns>Done; or <see cref="SfuFault.BadDescription"/>, <see cref="SfuFault.NoSuchFeed"/> when it is over, <see cref="SfuFault.Unavailable"/>.</returns>
    Task<SfuOutcome<SfuDone>> AddCandidates(IReadOnlyList<SfuCandidate> candidates, CancellationToken cancellation);

    /// <summary>While <paramref name="audio"/> is true, the node lets nothing of its microphone through to anybody, whatever the browser sends.</summary>
    /// <returns>Done; or <see cref="SfuFault.NoSuchFeed"/> when it is over, <see cref="SfuFault.Unavailable"/>.</returns>
    Task<SfuOutcome<SfuDone>> Mute(bool audio, CancellationToken cancellation);
}
