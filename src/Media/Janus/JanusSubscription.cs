namespace FChat.Media.Janus;

/// <summary>A subscription to one publication.</summary>
internal sealed class JanusSubscription(JanusRoom room, JanusPublication to) : JanusPeer(room), ISfuSubscription
{
    private readonly SemaphoreSlim _oneByOne = new(1, 1);
    private StreamMap _streams = StreamMap.None;
    private SfuWish? _wish;
    private bool _isAnswered;

    /// <inheritdoc/>
    public ISfuPublication To => to;

    /// <inheritdoc/>
    public string Offer { get; private set; } = "";

    /// <inheritdoc/>
    public override bool DependsOn(JanusPeer other) => other == to;

    /// <summary>Begins it. The plugin would send everything from the beginning: what is not wished for is switched off before the answer lets media flow.</summary>
    /// <returns>Null when there is an offer; otherwise why not.</returns>
    public async Task<SfuRefusal?> Begin(SfuWish wish, CancellationToken cancellation)
    {
        if (await Attach(cancellation) is { } refusal)
        {
            return refusal;
        }

        var answer = await Ask(VideoRoom.Subscribe(Room.Number, to.Feed, to.Streams.Mids), cancellation);
        if (answer.Refusal is { } refused)
        {
            return refused;
        }

        Offer = answer.Sdp ?? "";
        _streams = to.Streams.Renamed(NamesOf(answer));
        Weigh(Estimate.Subscription(_streams, wish, Context.Options));
        return (await Select(wish, cancellation)) is { IsDone: false } failed ? new SfuRefusal(failed.Fault, failed.Message) : null;
    }

    /// <inheritdoc/>
    public async Task<SfuOutcome<SfuDone>> Answer(string answerSdp, CancellationToken cancellation)
    {
        if (Refused is { } refusal)
        {
            return refusal;
        }

        var outcome = DoneUnless(await Ask(VideoRoom.Start(), cancellation, "answer", answerSdp));
        _isAnswered |= outcome.IsDone;
        return outcome;
    }

    /// <inheritdoc/>
    public async Task<SfuOutcome<string>> Restart(CancellationToken cancellation)
    {
        if (Refused is { } over)
        {
            return over;
        }

        // The plugin says nothing at all to a wish for an offer while it still waits for an answer: that offer is as good.
        if (!_isAnswered)
        {
            return SfuOutcome.Of(Offer);
        }

        var answer = await Ask(VideoRoom.Restart(), cancellation);
        if (answer.Refusal is { } refusal)
        {
            return refusal;
        }

        (Offer, _isAnswered) = (answer.Sdp ?? Offer, false);
        return SfuOutcome.Of(Offer);
    }

    /// <inheritdoc/>
    public async Task<SfuOutcome<SfuDone>> Select(SfuWish wish, CancellationToken cancellation)
    {
        await _oneByOne.WaitAsync(cancellation);
        try
        {
            return Refused is { } refusal ? refusal : await Change(wish, cancellation);
        }
        finally
        {
            _oneByOne.Release();
        }
    }

    protected override SfuEvent Up() => new SubscriptionUp(this);

    protected override SfuEvent Ended(string reason) => new SubscriptionEnded(this, reason);

    protected override SfuEvent Found(SfuCandidate candidate) => new SubscriptionCandidate(this, candidate);

    private async Task<SfuOutcome<SfuDone>> Change(SfuWish wish, CancellationToken cancellation)
    {
        var changes = StreamChanges.Between(_wish, wish, _streams, Context.Options.LayerFallback);
        if (changes.Count > 0 && (await Ask(VideoRoom.Select(changes), cancellation)).Refusal is { } refusal)
        {
            return refusal;
        }

        _wish = wish;
        Weigh(Estimate.Subscription(_streams, wish, Context.Options));
        return SfuOutcome.Done;
    }

    // A receiver's m-lines have names of their own.
    private static Dictionary<string, string> NamesOf(JanusMessage answer) => answer.Many("streams")
        .Where(stream => stream.TryGetProperty("feed_mid", out _))
        .ToDictionary(stream => stream.GetProperty("feed_mid").GetString()!, stream => stream.GetProperty("mid").GetString()!);
}
