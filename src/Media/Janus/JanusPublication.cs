namespace FChat.Media.Janus;

/// <summary>A publication: a participant of the plugin's room with a number that nobody can guess.</summary>
internal sealed class JanusPublication(JanusRoom room, string publisher) : JanusPeer(room), ISfuPublication
{
    private readonly TalkState _talk = new();

    /// <inheritdoc/>
    public string Publisher => publisher;

    /// <inheritdoc/>
    public string Answer { get; private set; } = "";

    /// <summary>Its number in the room.</summary>
    public long Feed { get; } = RoomNumber.Random();

    /// <summary>What it sends by which m-line.</summary>
    public StreamMap Streams { get; private set; } = StreamMap.None;

    /// <summary>Begins it with an offer.</summary>
    /// <returns>Null when there is an answer; otherwise why not.</returns>
    public async Task<SfuRefusal?> Begin(string offerSdp, CancellationToken cancellation)
    {
        var answer = await Join(offerSdp, cancellation);
        if (answer.ErrorCode == JanusErrors.NoSuchRoom && !Room.IsOver && await Room.Create(cancellation) is null)
        {
            answer = await Join(offerSdp, cancellation);
        }

        return answer.ErrorCode == JanusErrors.NoSuchRoom ? RoomGone : Take(answer, offerSdp);
    }

    /// <inheritdoc/>
    public async Task<SfuOutcome<string>> Renegotiate(string offerSdp, CancellationToken cancellation)
    {
        if (Refused is { } over)
        {
            return over;
        }

        if (!SdpText.IsDescription(offerSdp))
        {
            return SdpText.Refusal;
        }

        var answer = await Negotiate(VideoRoom.Republish(), cancellation, "offer", offerSdp);
        return Take(answer, offerSdp) is { } refusal ? refusal : SfuOutcome.Of(Answer);
    }

    /// <inheritdoc/>
    public async Task<SfuOutcome<SfuDone>> Mute(bool audio, CancellationToken cancellation)
    {
        if (Refused is { } refusal)
        {
            return refusal;
        }

        if (Streams.Audio is not { } mid)
        {
            return SfuOutcome.Done;
        }

        var answer = await Room.Ask(VideoRoom.Moderate(Room.Number, Feed, mid, audio), cancellation);
        if (answer.ErrorCode is 0 or JanusErrors.Late) // what is late is done when the server goes on
        {
            Tell(_talk.Mute(audio));
        }

        return DoneUnless(answer);
    }

    protected override string Kind => SfuInstruments.Publication;

    protected override SfuEvent Up() => new PublicationUp(this);

    protected override SfuEvent Ended(string reason) => new PublicationEnded(this, reason);

    protected override SfuEvent Found(SfuCandidate candidate) => new PublicationCandidate(this, candidate);

    // Everybody in the room is told of everybody: only what is about this one counts.
    protected override void Hear(JanusMessage message)
    {
        if ((long)message.Number("id") == Feed && message.Said("videoroom") is "talking" or "stopped-talking")
        {
            Tell(_talk.Hear(message.Said("videoroom") == "talking", -message.Number("audio-level-dBov-avg")));
        }
    }

    // Each time by a new handle: Janus prepares for the offer before the plugin looks for the room, and does not do that twice.
    private async Task<JanusMessage> Join(string offerSdp, CancellationToken cancellation)
    {
        var attached = await Attach(cancellation);
        return attached.ErrorCode == 0 ? await Ask(VideoRoom.Publish(Room.Number, Feed), cancellation, "offer", offerSdp) : attached;
    }

    private SfuRefusal? Take(JanusMessage answer, string offerSdp)
    {
        if (answer.Refusal is { } refusal)
        {
            return refusal;
        }

        if (answer.Sdp is null)
        {
            return new SfuRefusal(SfuFault.BadDescription, "it was no offer that could be answered");
        }

        Answer = answer.Sdp;
        Streams = StreamMap.Of(offerSdp).Only(PublishedMids(answer));
        Weigh(Estimate.Publication(Streams, Context.Options));
        return null;
    }

    private void Tell((bool IsTalking, double Level)? talk)
    {
        if (talk is { } now)
        {
            Tell(new Talking(this, now.IsTalking, now.Level));
        }
    }

    private static HashSet<string> PublishedMids(JanusMessage answer) =>
        [.. answer.Many("streams").Where(stream => !stream.TryGetProperty("disabled", out _)).Select(stream => stream.GetProperty("mid").GetString()!)];
}
