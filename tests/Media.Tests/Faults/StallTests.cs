namespace FChat.Faults;

/// <summary>A server that stands still for longer than a request may take, and goes on before it counts as lost.</summary>
public sealed class StallTests(MediaBrowser browser)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(50);
    private static readonly SfuWish Everything = new(SfuLayer.High, Screen: true, Audio: true);
    private static readonly (string, string)[] Settings = [("Media:RequestTimeout", "00:00:01"), ("Media:KeepAliveEvery", "00:00:05"), ("Media:KeepAliveTimeout", "00:00:08")];

    [Fact]
    public async Task Handles_that_come_too_late_are_detached()
    {
        await using var janus = await JanusServer.Start();
        await using var silo = await SfuHost.Start(Settings, janus);
        await using var scene = await silo.Open();
        var before = Handles(janus);
        janus.Hang();
        var late = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => scene.Room.Publish("ann", Descriptions.Offer, CancellationToken.None)));
        Assert.All(late, outcome => Assert.Equal(SfuFault.Unavailable, Expected.Not(outcome)));

        janus.GoOn();
        await Until(() => Handles(janus).Made == before.Made + 3 && Handles(janus).Left == before.Left);
        Assert.Equal(0, scene.Count<RoomLost>());
        Expected.Of(await scene.Room.Publish("ann", Descriptions.Offer, CancellationToken.None));
    }

    [Fact]
    public async Task A_choice_of_which_nobody_knows_whether_it_was_made_is_made_whole_the_next_time()
    {
        await using var janus = await JanusServer.Start();
        await using var silo = await SfuHost.Start(Settings, janus);
        await using var scene = await silo.Open();
        var page = await browser.OpenPage();
        var receiver = new BrowserPeer(page);
        var publication = await scene.Publish(new BrowserPeer(page), new Sending { camera = new Picture(320, 180) });
        var subscription = await scene.Subscribe(receiver, publication, Everything);
        await receiver.UntilReceived(lines => lines.Any(line => line.Kind == "video" && line.Packets > 10));

        janus.Hang();
        Assert.Equal(SfuFault.Unavailable, Expected.Not(await subscription.Select(Everything with { Video = SfuLayer.Off }, CancellationToken.None)));
        janus.GoOn();
        var stopped = await MediaScene.Stops(receiver, "video");
        Expected.Of(await subscription.Select(Everything, CancellationToken.None));
        await receiver.UntilReceived(lines => lines.Any(line => line.Kind == "video" && line.Packets > stopped + 10));
        await page.CloseAsync();
    }

    [Fact]
    public async Task A_description_of_which_nobody_knows_what_was_made_ends_its_connection_and_another_can_be_made()
    {
        await using var janus = await JanusServer.Start();
        await using var silo = await SfuHost.Start(Settings, janus);
        await using var scene = await silo.Open();
        var page = await browser.OpenPage();
        var (first, second) = (new BrowserPeer(page), new BrowserPeer(page));
        var publication = await scene.Publish(first, new Sending());
        var subscription = await scene.Subscribe(new BrowserPeer(page), publication, Everything);
        var other = await scene.Publish(second, new Sending(), "ben");

        janus.Hang();
        Assert.Equal(SfuFault.Unavailable, Expected.Not(await subscription.Restart(CancellationToken.None)));
        Assert.Equal(SfuFault.Unavailable, Expected.Not(await other.Renegotiate(await second.OfferAgain(), CancellationToken.None)));
        janus.GoOn();
        await scene.Expect<SubscriptionEnded>(ended => ended.Subscription == subscription);
        await scene.Expect<PublicationEnded>(ended => ended.Publication == other);
        await scene.Subscribe(new BrowserPeer(page), publication, Everything);
        await page.CloseAsync();
    }

    // Janus says so of each.
    private static (int Made, int Left) Handles(JanusServer janus)
    {
        var lines = janus.Log.Split('\n');
        var made = lines.Count(line => line.Contains("Creating new handle", StringComparison.Ordinal));
        return (made, made - lines.Count(line => line.Contains("Detaching handle from", StringComparison.Ordinal)));
    }

    private static async Task Until(Func<bool> isSo)
    {
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        using var timer = new PeriodicTimer(Between, TimeProvider.System);
        while (!isSo())
        {
            Assert.False(patience.IsCancellationRequested, "it did not come so");
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }
}
