using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FChat.Media;

/// <summary>What is said of a connection that does not do well, and what is offered.</summary>
public sealed class PoorConnectionTests(Chromium browser, SharedService service) : BrowserTest(browser)
{
    private static readonly string[] Numbers = ["Packet loss", "Round trip", "Picture", "Way"];

    [Fact]
    public Task Whose_own_connection_is_poor_for_a_while_is_offered_to_drop_the_video_and_may_do_so() => PlayAsync(service.Running, async stage =>
    {
        var (alice, bob, _) = await stage.TwoInARoomAsync();
        var network = await RoughNetwork.AroundAsync(alice);
        await alice.CallAsync(CallType.Video);
        await bob.SeesPopupAsync(alice, CallType.Video);
        await bob.AcceptAsync();
        await bob.Media.SeesAsync(alice);
        await Expect(alice.Page.GetByTestId("poor-hint")).ToBeHiddenAsync();

        await network.LoseAsync(50);
        await Expect(alice.Page.GetByTestId("poor-hint")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await Expect(alice.Page.GetByTestId("own-quality")).ToHaveAttributeAsync("data-quality", "poor");
        await alice.PressAsync("drop-video");
        await Expect(alice.Page.GetByTestId("poor-hint")).ToBeHiddenAsync();
        await alice.SeesNoOwnPictureAsync();
        await bob.SeesCameraAsync(alice, on: false);
    });

    [Fact]
    public Task A_picture_that_stands_still_though_the_camera_is_on_is_called_frozen_until_it_moves() => PlayAsync(service.Running, async stage =>
    {
        var (alice, bob, _) = await stage.TwoInACallAsync(CallType.Video);
        await bob.Media.SeesAsync(alice);

        await SendPictureAsync(alice, bob, on: false);
        await bob.SeesPeerAsync(alice, "frozen");
        await Expect(bob.Page.GetByTestId("remote-state")).ToHaveTextAsync("Frozen");
        await bob.SeesCameraAsync(alice, on: true);
        await bob.Media.HearsAsync(alice);

        await SendPictureAsync(alice, bob, on: true);
        await bob.SeesPeerAsync(alice, "connected");
        await Expect(bob.Page.GetByTestId("remote-state")).ToHaveTextAsync(string.Empty);
    });

    [Fact]
    public Task The_numbers_behind_the_bars_are_shown_on_demand_and_go_by_Escape() => PlayAsync(service.Running, async stage =>
    {
        var (alice, bob, _) = await stage.TwoInACallAsync(CallType.Video);
        await alice.Media.SeesAsync(bob);
        var tile = alice.Page.GetByTestId("remote-tile");
        var bars = tile.GetByTestId("tile-quality");
        await bars.ClickAsync();
        foreach (var line in Numbers)
        {
            await Expect(tile.GetByTestId("quality-details")).ToContainTextAsync(line);
        }

        await Expect(tile.GetByTestId("quality-details")).ToContainTextAsync("direct");
        await Expect(tile.GetByTestId("quality-details")).ToContainTextAsync("320 × 180");
        await alice.Page.Keyboard.PressAsync("Escape");
        await Expect(tile.GetByTestId("quality-details")).ToBeHiddenAsync();
        await Expect(bars).ToBeFocusedAsync();

        await alice.PressAsync("own-quality");
        await Expect(alice.Page.GetByTestId("call-info").GetByTestId("quality-details")).ToContainTextAsync("Round trip");
    });

    /// <summary>Goes on with the camera and stops to send it, as a page does that has no time left.</summary>
    private static async Task SendPictureAsync(User from, User to, bool on) => await from.Page.EvaluateAsync(
        """
        async ({ peer, on }) => {
          const sender = window.FChatDiagnostics.peers()[peer].getSenders().find(({ track }) => track?.kind === "video");
          const wanted = sender.getParameters();
          for (const encoding of wanted.encodings) encoding.active = on;
          await sender.setParameters(wanted);
        }
        """,
        new { peer = to.Id, on });
}
