namespace FChat.Media;

/// <summary>A publication on its way from a node to one receiver: one peer connection. Disposing ends it; it does not throw.</summary>
public interface ISfuSubscription : IAsyncDisposable
{
    /// <summary>What is received.</summary>
    ISfuPublication To { get; }

    /// <summary>The newest offer (SDP) for the browser: audio, camera, screen, those of them that the publication has, in its order.</summary>
    string Offer { get; }

    /// <summary>Takes the browser's answer to <see cref="Offer"/>.</summary>
    /// <returns>Done; or <see cref="SfuFault.BadDescription"/>, <see cref="SfuFault.NoSuchFeed"/> when it is over, <see cref="SfuFault.Unavailable"/>.</returns>
    Task<SfuOutcome<SfuDone>> Answer(string answerSdp, CancellationToken cancellation);

    /// <summary>Begins an ICE restart.</summary>
    /// <returns>A new offer (SDP), to be answered as the first; or <see cref="SfuFault.NoSuchFeed"/> when it is over, <see cref="SfuFault.Unavailable"/>.</returns>
    Task<SfuOutcome<string>> Restart(CancellationToken cancellation);

    /// <summary>Tells the node where the browser can be reached.</summary>
    /// <returns>Done; or <see cref="SfuFault.BadDescription"/>, <see cref="SfuFault.NoSuchFeed"/> when it is over, <see cref="SfuFault.Unavailable"/>.</returns>
    Task<SfuOutcome<SfuDone>> AddCandidates(IReadOnlyList<SfuCandidate> candidates, CancellationToken cancellation);

    /// <summary>Chooses layer, screen and audio anew, without renegotiation. What the publication does not have is not asked for.</summary>
    /// <returns>Done; or <see cref="SfuFault.NoSuchFeed"/> when it is over, <see cref="SfuFault.Unavailable"/>.</returns>
    Task<SfuOutcome<SfuDone>> Select(SfuWish wish, CancellationToken cancellation);
}
