using System.Diagnostics;

namespace FChat.Faults;

/// <summary>Media servers that go away, hang and come back.</summary>
public sealed class ServerLossTests(MediaBrowser browser)
{
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Restored = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Noticed = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task A_server_that_is_killed_is_told_at_once_and_used_again_when_it_is_back()
    {
        await using var janus = await JanusServer.Start();
        await using var silo = await SfuHost.Start(janus);
        await using var scene = await silo.Open("one call");
        var page = await browser.OpenPage();
        var publication = await scene.Publish(new BrowserPeer(page), new Sending());

        await janus.Kill();
        await scene.Expect<RoomLost>(within: AtOnce);
        await scene.Completed;
        await silo.Until(() => !silo.Sfu.CanPlace);
        Assert.Equal(SfuFault.Unavailable, Expected.Not(await publication.Mute(true, CancellationToken.None)));
        Assert.Equal(SfuFault.Unavailable, Expected.Not(await scene.Room.Publish("ann", "v=0", CancellationToken.None)));
        Assert.Equal(SfuFault.Unavailable, Expected.Not(await silo.Sfu.Open(new SfuRoomRequest("one call", 2), CancellationToken.None)));

        await janus.Restart();
        var back = Stopwatch.StartNew();
        await silo.Until(() => silo.Sfu.CanPlace);
        await using var again = await silo.Open("one call", 2);
        Assert.InRange(back.Elapsed, TimeSpan.Zero, Restored);
        await again.Publish(new BrowserPeer(page), new Sending());
        await page.CloseAsync();
    }

    [Fact]
    public async Task Calls_of_a_server_that_is_lost_find_another()
    {
        await using var first = await JanusServer.Start();
        await using var second = await JanusServer.Start();
        await using var silo = await SfuHost.Start([("Media:Nodes:0:Weight", "100000"), ("Media:Nodes:1:Weight", "1")], first, second);
        await using var scene = await silo.Open("one call");
        Assert.Equal("a", scene.Room.Node);

        await first.Kill();
        await scene.Expect<RoomLost>(within: AtOnce);
        await using var moved = await silo.Open("one call", 2);
        Assert.Equal("b", moved.Room.Node);
        Assert.True(silo.Sfu.CanPlace);
    }

    [Fact]
    public async Task A_server_that_hangs_is_noticed_with_the_default_settings_and_left()
    {
        await using var janus = await JanusServer.Start();
        await using var silo = await SfuHost.Start([("Media:KeepAliveEvery", "00:00:03"), ("Media:KeepAliveTimeout", "00:00:05")], janus);
        await using var scene = await silo.Open();
        janus.Hang();
        var lost = await scene.Expect<RoomLost>(within: Noticed);
        Assert.Contains("does not answer", lost.Reason, StringComparison.Ordinal);
        Assert.False(silo.Sfu.CanPlace);

        janus.GoOn();
        await silo.Until(() => silo.Sfu.CanPlace);
        await using var raw = await RawJanus.Connect(janus);
        await using var again = await silo.Open();
        Assert.Equal(0, (await raw.RoomOf(again)).Publishers);
    }

    [Fact]
    public async Task Requests_of_a_server_that_hangs_end_and_do_not_hold_up_its_detection()
    {
        await using var janus = await JanusServer.Start();
        await using var silo = await SfuHost.Start([("Media:RequestTimeout", "00:00:00.5")], janus);
        await using var scene = await silo.Open();
        janus.Hang();
        var large = new string('x', 4 * 1024 * 1024); // more than the kernel keeps for a socket that nobody reads
        var requests = Enumerable.Range(0, 4).Select(_ => scene.Room.Publish("ann", large, CancellationToken.None)).ToList();
        Assert.All(await Task.WhenAll(requests), outcome => Assert.Equal(SfuFault.Unavailable, Expected.Not(outcome)));
        await scene.Expect<RoomLost>(within: Noticed);
    }

    [Fact]
    public async Task What_a_silo_had_is_gone_from_Janus_when_its_connection_is()
    {
        await using var janus = await JanusServer.Start();
        await using var other = await RawJanus.Connect(janus);
        var page = await browser.OpenPage();
        var silo = await SfuHost.Start(janus);
        var scene = await silo.Open();
        await scene.Publish(new BrowserPeer(page), new Sending());
        Assert.Equal(1, (await other.RoomOf(scene)).Publishers);

        ((JanusRoom)scene.Room).Session.Abort();
        await scene.Expect<RoomLost>();
        while ((await other.RoomOf(scene)).Publishers > 0)
        {
            await Task.Yield();
        }

        await scene.DisposeAsync();
        await silo.DisposeAsync();
        await page.CloseAsync();
    }

    [Fact]
    public async Task A_silo_that_stops_takes_everything_with_it_and_loses_its_rooms()
    {
        await using var janus = await JanusServer.Start();
        var silo = await SfuHost.Start(janus);
        var scene = await silo.Open();
        await silo.DisposeAsync();
        await scene.Expect<RoomLost>(within: AtOnce);
        await scene.Completed;
        Assert.DoesNotContain(silo.Log, line => line.StartsWith("Warning", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_empty_room_that_nobody_has_is_swept_and_one_that_somebody_has_is_not()
    {
        await using var janus = await JanusServer.Start();
        await using var silo = await SfuHost.Start([("Media:LookEvery", "00:00:00.5"), ("Media:OrphanAfter", "00:00:01")], janus);
        await using var kept = await silo.Open();
        await using var raw = await RawJanus.Connect(janus);
        await raw.Ask(VideoRoom.Create(4711, "dead call/1", new MediaOptions(), janus.AdminKey));
        await raw.Ask(new System.Text.Json.Nodes.JsonObject { ["request"] = "create", ["room"] = 4712, ["description"] = "of somebody else", ["admin_key"] = janus.AdminKey });

        await silo.Until(() => silo.Log.Any(line => line.Contains("Room 4711", StringComparison.Ordinal)));
        var left = (await raw.Rooms()).Select(room => room.Number).ToList();
        Assert.DoesNotContain(4711, left);
        Assert.Contains(4712, left);
        Assert.Contains(((JanusRoom)kept.Room).Number, left);
    }
}
