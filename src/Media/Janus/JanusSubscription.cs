namespace FChat.Media.Janus;

/// <summary>A subscription to one publication.</summary>
internal sealed class JanusSubscription : JanusPeer, ISfuSubscription
{
    private readonly JanusPublication _to;
    private readonly LayerChase _layer;
    private readonly SemaphoreSlim _oneByOne = new(1, 1);
    private StreamMap _streams = StreamMap.None;
    private SfuWish? _wish;
    private bool _isAnswered;
    private bool _isUnknown;

    public JanusSubscription(JanusRoom room, JanusPublication to)
        : base(room)
    {
        _to = to;
        _layer = new LayerChase(AskAgain, Context.Time);
    }

    /// <inheritdoc/>
    public ISfuPublication To => _to;

    /// <inheritdoc/>
    public string Offer { get; private set; } = "";

    /// <inheritdoc/>
    public override bool DependsOn(JanusPeer other) => other == _to;

    /// <summary>Begins it. The plugin would send everything from the beginning: what is not wished for is switched off before the answer lets media flow.</summary>
    /// <returns>Null when there is an offer; otherwise why not.</returns>
    public async Task<SfuRefusal?> Begin(SfuWish wish, CancellationToken cancellation)
    {
        if ((await Attach(cancellation)).Refusal is { } refusal)
        {
            return refusal;
        }

        var answer = await Ask(VideoRoom.Subscribe(Room.Number, _to.Feed, _to.Streams.Mids), cancellation);
        if (answer.Refusal is { } refused)
        {
            return refused;
        }

        if (answer.Sdp is null)
        {
            return new SfuRefusal(SfuFault.Unavailable, "the server made no offer");
        }

        Offer = answer.Sdp;
        _streams = _to.Streams.Renamed(NamesOf(answer));
        Weigh(Estimate.Subscription(_streams, wish, Context.Options));
        if ((await Select(wish, cancellation)) is not { IsDone: false } failed)
        {
            return null;
        }

        // What is there, and can not be received, is no missing publication: the server may have no port left.
        return new SfuRefusal(_to.IsUp ? SfuFault.Unavailable : failed.Fault, failed.Message);
    }

    /// <inheritdoc/>
    public async Task<SfuOutcome<SfuDone>> Answer(string answerSdp, CancellationToken cancellation)
    {
        if (Refused is { } refusal)
        {
            return refusal;
        }

        if (!SdpText.IsDescription(answerSdp))
        {
            return SdpText.Refusal;
        }

        var outcome = DoneUnless(await Negotiate(VideoRoom.Start(), cancellation, "answer", answerSdp));
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

        var answer = await Negotiate(VideoRoom.Restart(), cancellation);
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

    protected override string Kind => SfuInstruments.Subscription;

    protected override SfuEvent Up()
    {
        _layer.Again();
        return new SubscriptionUp(this);
    }

    protected override SfuEvent Ended(string reason)
    {
        _layer.Stop();
        return new SubscriptionEnded(this, reason);
    }

    protected override SfuEvent Found(SfuCandidate candidate) => new SubscriptionCandidate(this, candidate);

    protected override void Hear(JanusMessage message)
    {
        if (message.Data.TryGetProperty("substream", out var substream) && substream.TryGetInt32(out var number))
        {
            _layer.Came(number);
        }
    }

    private async Task<SfuOutcome<SfuDone>> Change(SfuWish wish, CancellationToken cancellation)
    {
        var wasUnknown = _isUnknown;
        var fallback = Context.Options.LayerFallback;
        var changes = wasUnknown ? StreamChanges.All(wish, _streams, fallback) : StreamChanges.Between(_wish, wish, _streams, fallback);
        if (changes.Count > 0)
        {
            _isUnknown = true; // until an answer says what is so
            if ((await Ask(VideoRoom.Select(changes), cancellation)).Refusal is { } refusal)
            {
                return refusal;
            }
        }

        _isUnknown = false;

        var before = Interlocked.Exchange(ref _wish, wish);
        if (_streams is { Camera: not null, HasLayers: true } && (wasUnknown || before?.Video != wish.Video))
        {
            _layer.Want(wish.Video == SfuLayer.Off ? null : StreamChanges.Substream(wish.Video));
        }

        Weigh(Estimate.Subscription(_streams, wish, Context.Options));
        return SfuOutcome.Done;
    }

    private async Task AskAgain(int substream)
    {
        if (Refused is null && IsUp)
        {
            await Ask(VideoRoom.Select([StreamChanges.Layer(_streams.Camera!, substream)]), CancellationToken.None);
        }
    }

    // A receiver's m-lines have names of their own.
    private static Dictionary<string, string> NamesOf(JanusMessage answer) => answer.Many("streams")
        .Where(stream => stream.TryGetProperty("feed_mid", out _))
        .ToDictionary(stream => stream.GetProperty("feed_mid").GetString()!, stream => stream.GetProperty("mid").GetString()!);
}
