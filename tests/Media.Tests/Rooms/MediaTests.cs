using Microsoft.Playwright;

namespace FChat.Rooms;

/// <summary>A page publishes, another one receives, and Janus is between.</summary>
public sealed class MediaTests(SharedJanus janus, MediaBrowser browser) : MediaScene(janus, browser)
{
    private static readonly Picture Small = new(320, 180);

    [Fact]
    public async Task What_is_published_comes_to_who_subscribes_in_the_order_audio_camera_screen()
    {
        var publication = await Scene.Publish(NewPeer(), new Sending { camera = Small, screen = new Picture(480, 270) });
        var receiver = NewPeer();
        await Scene.Subscribe(receiver, publication, Everything);

        var lines = await receiver.UntilReceived(now => now.Count == 3 && now.All(line => line.Packets > 10 && (line.Kind == "audio" || line.Width > 0)));
        Assert.Equal(["audio 0", "video 320", "video 480"], lines.OrderBy(line => line.Mid).Select(line => $"{line.Kind} {line.Width}"));
    }

    [Fact]
    public async Task A_screen_without_a_camera_is_the_screen()
    {
        var publication = await Scene.Publish(NewPeer(), new Sending { screen = Small });
        var receiver = NewPeer();
        var subscription = await Scene.Subscribe(receiver, publication, new SfuWish(SfuLayer.Off, Screen: true, Audio: false));
        await receiver.UntilReceived(now => now.Any(line => line is { Kind: "video", Frames: > 3 }));

        Expected.Of(await subscription.Select(new SfuWish(SfuLayer.High, Screen: false, Audio: true), CancellationToken.None));
        await Stops(receiver, "video");
    }

    [Fact]
    public async Task Who_wishes_for_no_picture_in_the_beginning_gets_none_and_gets_it_when_they_wish_for_it()
    {
        var publication = await Scene.Publish(NewPeer(), new Sending { camera = Small });
        var receiver = NewPeer();
        var subscription = await Scene.Subscribe(receiver, publication, new SfuWish(SfuLayer.Off, Screen: false, Audio: true));
        var lines = await receiver.UntilReceived(now => now.Any(line => line is { Kind: "audio", Packets: > 20 }));
        Assert.DoesNotContain(lines, line => line is { Kind: "video", Packets: > 0 });

        Expected.Of(await subscription.Select(Everything, CancellationToken.None));
        await receiver.UntilReceived(now => now.Any(line => line is { Kind: "video", Frames: > 3 }));
    }

    [Fact]
    public async Task Audio_that_is_switched_off_stops_and_comes_back()
    {
        var publication = await Scene.Publish(NewPeer(), new Sending());
        var receiver = NewPeer();
        var subscription = await Scene.Subscribe(receiver, publication, Everything);
        await receiver.UntilReceived(now => now.Any(line => line.Packets > 10));

        Expected.Of(await subscription.Select(Everything with { Audio = false }, CancellationToken.None));
        var stopped = await Stops(receiver, "audio");
        Expected.Of(await subscription.Select(Everything, CancellationToken.None));
        await receiver.UntilReceived(now => now.Any(line => line.Packets > stopped + 10));
    }

    [Fact]
    public async Task Who_is_muted_by_the_server_is_heard_by_nobody_whatever_they_send()
    {
        var sender = NewPeer();
        var publication = await Scene.Publish(sender, new Sending());
        var receiver = NewPeer();
        await Scene.Subscribe(receiver, publication, Everything);
        await receiver.UntilReceived(now => now.Any(line => line.Packets > 10));

        Expected.Of(await publication.Mute(true, CancellationToken.None));
        var before = (await sender.Sent())[0].Packets;
        var stopped = await Stops(receiver, "audio");
        Assert.True((await sender.Sent())[0].Packets > before, "the sender goes on");

        Expected.Of(await publication.Mute(false, CancellationToken.None));
        await receiver.UntilReceived(now => now.Any(line => line.Packets > stopped + 10));
    }

    [Fact]
    public async Task Layers_are_the_small_the_middle_and_the_large_of_the_rids_l_m_h()
    {
        var sender = NewPeer();
        var publication = await Scene.Publish(sender, new Sending { audio = false, camera = new Picture(960, 540, layers: true) });
        var receiver = NewPeer();
        var subscription = await Scene.Subscribe(receiver, publication, new SfuWish(SfuLayer.Low, Screen: false, Audio: false));
        await receiver.UntilReceived(now => now.Any(line => line.Width == 240));
        Assert.Equal(["h", "l", "m"], (await sender.Sent()).Select(line => line.Rid).Order());

        foreach (var (layer, width) in new[] { (SfuLayer.High, 960), (SfuLayer.Medium, 480), (SfuLayer.Low, 240) })
        {
            Expected.Of(await subscription.Select(new SfuWish(layer, Screen: false, Audio: false), CancellationToken.None));
            await receiver.UntilReceived(now => now.Any(line => line.Width == width), sender);
        }
    }

    [Fact]
    public async Task Candidates_may_come_one_by_one_after_the_description()
    {
        var sender = NewPeer();
        var offer = WithoutCandidates(await sender.Offer(new Sending()));
        var publication = Expected.Of(await Scene.Room.Publish("ann", offer, CancellationToken.None));
        await sender.Accept(publication.Answer);
        await Scene.Connect(publication, sender);
        Expected.Of(await publication.AddCandidates([.. await sender.Found(), new SfuCandidate(null, null, null)], CancellationToken.None));
        await Scene.Expect<PublicationUp>();
        await Scene.Expect<PublicationCandidate>(found => found.Candidate.Candidate is null);

        var receiver = NewPeer();
        var subscription = Expected.Of(await Scene.Room.Subscribe(publication, Everything, CancellationToken.None));
        var answer = WithoutCandidates(await receiver.AnswerTo(subscription.Offer));
        await Scene.Connect(subscription, receiver);
        Expected.Of(await subscription.Answer(answer, CancellationToken.None));
        Expected.Of(await subscription.AddCandidates(await receiver.Found(), CancellationToken.None));
        await receiver.UntilReceived(now => now.Any(line => line.Packets > 10));
    }

    [Fact]
    public async Task Both_directions_are_restarted_while_media_goes_on()
    {
        var sender = NewPeer();
        var publication = await Scene.Publish(sender, new Sending());
        var receiver = NewPeer();
        var subscription = await Scene.Subscribe(receiver, publication, Everything);
        var first = (publication.Answer, subscription.Offer);

        await sender.Accept(Expected.Of(await publication.Renegotiate(await sender.OfferAgain(), CancellationToken.None)));
        var again = Expected.Of(await subscription.Restart(CancellationToken.None));
        Expected.Of(await subscription.Answer(await receiver.AnswerTo(again), CancellationToken.None));
        Assert.NotEqual(Ufrag(first.Answer), Ufrag(publication.Answer));
        Assert.NotEqual(Ufrag(first.Offer), Ufrag(subscription.Offer));

        var now = await receiver.PacketsReceived();
        await receiver.UntilReceived(lines => lines.Any(line => line.Packets > now + 50));
        Assert.Equal(1, Scene.Count<PublicationUp>());
    }

    [Fact]
    public async Task A_restart_before_the_answer_is_the_offer_that_waits_for_it()
    {
        var publication = await Scene.Publish(NewPeer(), new Sending());
        var subscription = Expected.Of(await Scene.Room.Subscribe(publication, Everything, CancellationToken.None));
        Assert.Equal(subscription.Offer, Expected.Of(await subscription.Restart(CancellationToken.None)));
    }

    private static string WithoutCandidates(string sdp) => string.Join("\r\n", sdp.Split("\r\n").Where(line => !line.StartsWith("a=candidate", StringComparison.Ordinal) && line != "a=end-of-candidates"));

    private static string Ufrag(string sdp) => sdp.Split("\r\n").First(line => line.StartsWith("a=ice-ufrag", StringComparison.Ordinal));
}
