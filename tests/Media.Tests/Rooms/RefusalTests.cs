namespace FChat.Rooms;

/// <summary>Descriptions and candidates that are none.</summary>
public sealed class RefusalTests(SharedJanus janus, MediaBrowser browser) : MediaScene(janus, browser)
{
    [Theory]
    [InlineData("")]
    [InlineData("no description")]
    [InlineData("v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n")]
    [InlineData("v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\nc=IN IP4 0.0.0.0\r\na=mid:0\r\na=sendonly\r\na=rtpmap:111 opus/48000/2\r\n")]
    public async Task A_bad_offer_is_refused_and_the_room_goes_on(string offer)
    {
        Assert.Equal(SfuFault.BadDescription, Expected.Not(await Scene.Room.Publish("ann", offer, CancellationToken.None)));
        await Scene.Publish(NewPeer(), new Sending(), "ben");
    }

    [Fact]
    public async Task An_offer_that_is_cut_anywhere_is_refused_or_answered_and_never_hurts_the_room()
    {
        var offer = await NewPeer().Offer(new Sending { camera = new Picture(320, 180) });
        for (var length = 0; length < offer.Length; length += offer.Length / 12)
        {
            var outcome = await Scene.Room.Publish("ann", offer[..length], CancellationToken.None);
            Assert.True(outcome.IsDone || outcome.Fault == SfuFault.BadDescription, $"cut at {length}: {outcome.Fault} {outcome.Message}");
        }

        await Scene.Publish(NewPeer(), new Sending(), "ben");
    }

    [Fact]
    public async Task A_bad_offer_for_a_running_publication_is_refused_and_it_runs_on()
    {
        var publication = await Scene.Publish(NewPeer(), new Sending());
        Assert.Equal(SfuFault.BadDescription, Expected.Not(await publication.Renegotiate("no description", CancellationToken.None)));
        var receiver = NewPeer();
        await Scene.Subscribe(receiver, publication, Everything);
        await receiver.UntilReceived(now => now.Any(line => line.Packets > 10));
    }

    [Fact]
    public async Task A_bad_answer_is_refused_and_a_good_one_is_taken_after_it()
    {
        var publication = await Scene.Publish(NewPeer(), new Sending());
        var subscription = Expected.Of(await Scene.Room.Subscribe(publication, Everything, CancellationToken.None));
        Assert.Equal(SfuFault.BadDescription, Expected.Not(await subscription.Answer("no description", CancellationToken.None)));

        var receiver = NewPeer();
        var answer = await receiver.AnswerTo(subscription.Offer);
        await Scene.Connect(subscription, receiver);
        Expected.Of(await subscription.Answer(answer, CancellationToken.None));
        await receiver.UntilReceived(now => now.Any(line => line.Packets > 10));
    }

    [Fact]
    public async Task A_candidate_that_is_none_is_refused()
    {
        var publication = await Scene.Publish(NewPeer(), new Sending());
        SfuCandidate[] bad = [new("nonsense", "0", 0), new("candidate:1 1 udp 1 127.0.0.1 9 typ host", null, null), new("candidate:1 1 udp 1 127.0.0.1 99999 typ host", "0", 0)];
        foreach (var candidate in bad)
        {
            Assert.Equal(SfuFault.BadDescription, Expected.Not(await publication.AddCandidates([candidate], CancellationToken.None)));
        }

        Expected.Of(await publication.AddCandidates([], CancellationToken.None));
        Expected.Of(await publication.AddCandidates([new SfuCandidate("", "0", 0)], CancellationToken.None));
    }

    [Theory]
    [InlineData('\0')]
    [InlineData('\u0001')]
    [InlineData('\u001f')]
    public async Task Control_characters_are_refused_before_anything_is_sent(char control)
    {
        var publication = await Scene.Publish(NewPeer(), new Sending());
        var subscription = Expected.Of(await Scene.Room.Subscribe(publication, Everything, CancellationToken.None));
        var bad = $"v=0\r\ns={control}\r\n";
        Assert.Equal(SfuFault.BadDescription, Expected.Not(await Scene.Room.Publish("ben", bad, CancellationToken.None)));
        Assert.Equal(SfuFault.BadDescription, Expected.Not(await publication.Renegotiate(bad, CancellationToken.None)));
        Assert.Equal(SfuFault.BadDescription, Expected.Not(await subscription.Answer(bad, CancellationToken.None)));
        SfuCandidate[] candidates = [new($"candidate:1 1 udp 1 127.0.0.1 9 typ host {control}", "0", 0), new("candidate:1 1 udp 1 127.0.0.1 9 typ host", $"{control}", 0), new("", $"{control}", 0)];
        foreach (var candidate in candidates)
        {
            Assert.Equal(SfuFault.BadDescription, Expected.Not(await publication.AddCandidates([candidate], CancellationToken.None)));
        }
    }

    [Fact]
    public async Task A_publication_of_another_room_can_not_be_subscribed_to()
    {
        var publication = await Scene.Publish(NewPeer(), new Sending());
        await using var other = await Silo.Open();
        Assert.Equal(SfuFault.NoSuchFeed, Expected.Not(await other.Room.Subscribe(publication, Everything, CancellationToken.None)));
    }

    [Fact]
    public async Task Giving_up_leaves_nothing_behind()
    {
        var offer = await NewPeer().Offer(new Sending());
        using var given = new CancellationTokenSource();
        var publishing = Scene.Room.Publish("ann", offer, given.Token);
        await given.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => publishing);
        await Scene.Publish(NewPeer(), new Sending(), "ben");
        await using var raw = await RawJanus.Connect(Server);
        Assert.Equal(1, (await raw.RoomOf(Scene)).Publishers);
    }
}
