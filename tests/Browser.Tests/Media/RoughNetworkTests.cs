using System.Text.RegularExpressions;

namespace FChat.Media;

/// <summary>Packets of a call get lost, some or all.</summary>
public sealed partial class RoughNetworkTests(Chromium browser, SharedService service) : BrowserTest(browser)
{
    [Fact]
    public Task The_quality_that_is_shown_falls_when_packets_get_lost_and_rises_when_they_come_again() => PlayAsync(service.Running, async stage =>
    {
        var (alice, bob, _) = await stage.TwoInARoomAsync();
        var network = await RoughNetwork.AroundAsync(bob);
        await CallAsync(alice, bob);
        await bob.SeesQualityAsync(alice, "excellent");

        await network.LoseAsync(30);
        await bob.SeesQualityAsync(alice, "poor");

        await network.LoseAsync(0);
        await bob.SeesQualityAsync(alice, "excellent");
    });

    [Fact]
    public Task When_no_packet_comes_through_the_page_says_so_and_finds_a_new_way_on_the_same_connection() => PlayAsync(service.Running, async stage =>
    {
        var (alice, bob, _) = await stage.TwoInARoomAsync();
        var network = await RoughNetwork.AroundAsync(bob);
        await CallAsync(alice, bob);
        var connection = await bob.Media.ConnectionAsync(alice);
        var way = await WayAsync(bob, alice);

        await network.LoseAsync(100);
        await bob.SeesPeerAsync(alice, "reconnecting");
        await alice.SeesPeerAsync(bob, "reconnecting");
        await Until.AnswerAsync(() => WayAsync(bob, alice), now => now != way, Patience.ForMedia); // ICE has started anew

        await network.LoseAsync(0);
        await bob.SeesPeerAsync(alice, "connected");
        await bob.Media.HearsAsync(alice);
        await alice.Media.HearsAsync(bob);
        Assert.Equal(connection, await bob.Media.ConnectionAsync(alice));
    });

    private static async Task CallAsync(User caller, User callee)
    {
        await caller.CallAsync(CallType.Audio);
        await callee.SeesPopupAsync(caller, CallType.Audio);
        await callee.AcceptAsync();
        await caller.Media.HearsAsync(callee);
        await callee.Media.HearsAsync(caller);
    }

    /// <summary>The name that ICE has for the present way between two: another one after a restart.</summary>
    private static async Task<string> WayAsync(User user, User peer)
    {
        var sdp = await user.Page.EvaluateAsync<string>("(peer) => window.FChatDiagnostics.peers()[peer]?.localDescription?.sdp ?? ''", peer.Id);
        return Fragment.Match(sdp).Value;
    }

    [GeneratedRegex(@"a=ice-ufrag:\S+")]
    private static partial Regex Fragment { get; }
}
