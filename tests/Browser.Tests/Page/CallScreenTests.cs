using FChat.Service;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FChat.Page;

/// <summary>The screens of calls with pictures, with several people, and of what comes between: as <see cref="ScreenTests"/>.</summary>
public sealed class CallScreenTests(Chromium browser, AllowingChromium allowing, SharedService service) : BrowserTest(browser), IClassFixture<AllowingChromium>
{
    [Fact]
    public Task Two_with_cameras_and_the_small_window() => PlayAsync(service.Running, async stage =>
    {
        var (alice, bob, _) = await stage.TwoInACallAsync(CallType.Video);
        await alice.Media.SeesAsync(bob);
        await alice.SeesOwnPictureAsync();
        await SeesAllOfAsync(alice, 1);
        await Screen.IsAsync(alice, "video-call", "call-view");

        var opening = alice.Page.Context.WaitForPageAsync();
        await alice.PressAsync("small-window");
        var small = await opening;
        await Expect(small.GetByTestId("remote-tile")).ToBeVisibleAsync();
        await Screen.IsAsync(small, small.GetByRole(AriaRole.Main), "small-window");
        await Screen.IsAsync(alice, "beside-small-window", "call-view");
    });

    [Fact]
    public Task Three_in_the_grid_and_with_the_speaker_in_the_middle() => PlayAsync(service.Running, async stage =>
    {
        var (alice, bob, carol) = await stage.ThreeInACallAsync(CallType.Video);
        await alice.Media.SeesAsync(bob);
        await alice.Media.SeesAsync(carol);
        await SeesAllOfAsync(alice, 2);
        await Screen.IsAsync(alice, "grid", "call-view");

        await alice.PressAsync("toggle-layout");
        await Expect(alice.Page.Locator(".spotlit")).ToHaveCountAsync(1);
        await Screen.IsAsync(alice, "speaker", "call-view");
    });

    [Fact]
    public Task A_shared_screen_at_both_ends() => PlayAsync(service.Running, async stage =>
    {
        var alice = await stage.EnterAsync("Alice", at: allowing);
        var bob = await stage.EnterAsync("Bob", at: allowing);
        await alice.CreateRoomAsync("Two", bob);
        await bob.OpenRoomAsync("Two");
        await alice.CallAsync(CallType.Video);
        await bob.SeesPopupAsync(alice, CallType.Video);
        await bob.AcceptAsync();
        await bob.Media.SeesAsync(alice);
        await alice.PressAsync("toggle-screen");
        await bob.SeesScreenAsync();
        await Expect(alice.Page.GetByTestId("own-screen")).ToBeVisibleAsync();
        await SeesAllOfAsync(alice, 1);
        await SeesAllOfAsync(bob, 1);
        await Screen.IsAsync(bob, "shared-screen", "call-view");
        await Screen.IsAsync(alice, "sharing", "call-view");
    });

    [Fact]
    public Task A_second_call_that_rings_in_the_first() => PlayAsync(service.Running, async stage =>
    {
        var (alice, bob, _) = await stage.TwoInACallAsync(CallType.Audio);
        var carol = await stage.EnterAsync("Carol");
        await carol.CreateRoomAsync("Second", bob);
        await carol.CallAsync(CallType.Audio);
        await bob.SeesPopupAsync(carol, CallType.Audio);
        await bob.SeesPeersAsync(alice);
        await Screen.IsAsync(bob, "call-waiting", "incoming-call");
    });

    [Fact]
    public Task A_call_without_the_service() => PlayAsync(service.Running, async stage =>
    {
        await using var line = new CuttableLine(stage.Service.Address);
        var (alice, bob, _) = await stage.TwoInACallAsync(CallType.Audio, line.Address);
        await alice.Media.HearsAsync(bob);
        await SeesAllOfAsync(alice, 1);
        alice.ExpectLostConnections();
        line.Cut();
        await alice.SeesCallAsync("Reconnecting…");
        await Screen.IsAsync(alice, "reconnecting", "call-view");
        line.Mend();
        await alice.SeesCallAsync("Connected");
    });

    [Fact]
    public Task A_page_without_HTTPS_and_a_missed_call() => PlayAsync(service.Running, async stage =>
    {
        var insecure = new UriBuilder(stage.Service.Address) { Host = Chromium.InsecureHost }.Uri;
        var alice = await stage.EnterAsync("Alice", through: insecure);
        alice.Troubles.Expect("Cross-Origin-Opener-Policy"); // a header that such a page cannot follow
        var bob = await stage.EnterAsync("Bob");
        await bob.CreateRoomAsync("Two", alice);
        await alice.OpenRoomAsync("Two");
        await bob.CallAsync(CallType.Audio);
        await alice.SeesPopupAsync(bob, CallType.Audio);
        await bob.EndCallAsync();
        await alice.SeesNoPopupAsync();
        await alice.SeesMemberAsync(bob, "Online");
        await Expect(alice.Page.GetByTestId("missed-count")).ToHaveTextAsync("1");
        await Screen.IsAsync(alice, "insecure", "app-shell");
    });

    /// <summary>The scores come some seconds after the pictures.</summary>
    private static async Task SeesAllOfAsync(User user, int peers)
    {
        await user.SeesCallAsync("Connected");
        await Expect(user.Page.Locator("[data-testid=tile-quality]:visible")).ToHaveCountAsync(peers);
        await Expect(user.Page.GetByTestId("own-quality")).ToBeVisibleAsync();
    }
}
