using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FChat.Page;

/// <summary>Every screen of the page: what it tells, that axe finds nothing, and its picture.</summary>
public sealed class ScreenTests(Chromium browser, SharedService service) : BrowserTest(browser)
{
    [Fact]
    public Task Signing_in() => PlayAsync(service.Running, async stage =>
    {
        var alice = await stage.ArriveAsync("Alice");
        await alice.Page.GotoAsync(stage.Service.Address.ToString());
        await Screen.IsAsync(alice, "sign-in", "sign-in");
    });

    [Fact]
    public Task A_room_and_the_windows_over_it() => PlayAsync(service.Running, async stage =>
    {
        var (alice, bob, _) = await stage.TwoInARoomAsync();
        await alice.SayAsync("Shall we talk?");
        await bob.SayAsync("Yes, call me.");
        await alice.SeesMessagesAsync("Shall we talk?", "Yes, call me.");
        await alice.SeesMemberAsync(bob, "Online");
        await Screen.IsAsync(alice, "room", "app-shell");

        await alice.PressAsync("settings");
        await Screen.IsAsync(alice, "settings", "settings-window");
        await alice.PressAsync("settings-window-close");

        await alice.PressAsync("help-open");
        await Screen.IsAsync(alice, "shortcuts", "shortcut-help");
        await alice.PressAsync("shortcut-help-close");

        await alice.PressAsync("check-devices");
        await Expect(alice.Page.GetByTestId("preview")).ToBeVisibleAsync();
        await Screen.IsAsync(alice, "pre-join", "pre-join");
    });

    [Fact]
    public Task A_ring_on_both_sides_and_what_is_left_of_it() => PlayAsync(service.Running, async stage =>
    {
        var (alice, bob, _) = await stage.TwoInARoomAsync();
        await alice.CallAsync(CallType.Video);
        await bob.SeesPopupAsync(alice, CallType.Video);
        await alice.SeesCallAsync("Ringing…");
        await Screen.IsAsync(alice, "calling", "call-view");
        await Screen.IsAsync(bob, "ringing", "incoming-call");

        await bob.DeclineAsync();
        await alice.SeesNoCallAsync();
        await alice.SeesSummaryAsync("declined");
        await Screen.IsAsync(alice, "declined", "call-summary");
    });

    [Fact]
    public Task A_call_and_the_panels_beside_it() => PlayAsync(service.Running, async stage =>
    {
        var (alice, bob, _) = await stage.TwoInACallAsync(CallType.Audio);
        await alice.SeesCallAsync("Connected");
        await Expect(alice.Page.GetByTestId("own-quality")).ToBeVisibleAsync();
        await Expect(alice.Page.GetByTestId("tile-quality")).ToBeVisibleAsync();
        await bob.PressAsync("toggle-hand");
        await Expect(alice.Page.GetByTestId("remote-tile").GetByTitle("Hand raised")).ToBeVisibleAsync();
        await Screen.IsAsync(alice, "call", "call-view");

        await alice.PressAsync("toggle-people");
        await Screen.IsAsync(alice, "people", "people-panel");
        await alice.PressAsync("remove-participant");
        await Screen.IsAsync(alice, "confirm", "confirm");
        await alice.PressAsync("confirm-no");

        await bob.SayInCallAsync("Can you hear me?");
        await Expect(alice.Page.GetByTestId("chat-unread")).ToHaveTextAsync("1");
        await alice.SayInCallAsync("Loud and clear.");
        await Expect(alice.Page.GetByTestId("chat-unread")).ToBeHiddenAsync();
        await Screen.IsAsync(alice, "chat", "call-chat-panel");

        await alice.EndCallAsync();
        await alice.SeesSummaryAsync("left");
        await alice.PressAsync("history-open");
        await Expect(alice.Page.GetByTestId("history-item")).ToHaveCountAsync(1);
        await Screen.IsAsync(alice, "history", "history-window");
    });

    [Fact]
    public Task Help_for_who_may_not_use_the_microphone() => PlayAsync(service.Running, async stage =>
    {
        var alice = await stage.EnterAsync("Alice", mayUseDevices: false);
        var bob = await stage.EnterAsync("Bob");
        await alice.CreateRoomAsync("Two", bob);
        await alice.CallAsync(CallType.Audio);
        await alice.SeesHelpAsync("blocked");
        await Screen.IsAsync(alice, "help", "help");
    });

    [Fact]
    public Task The_page_by_night_in_forced_colours_and_without_motion() => PlayAsync(service.Running, async stage =>
    {
        var alice = await stage.EnterAsync("Alice", manner: options => options.ColorScheme = ColorScheme.Dark);
        var bob = await stage.EnterAsync("Bob");
        await alice.CreateRoomAsync("Two", bob);
        await Screen.IsAccessibleAsync(alice.Page);
        await alice.CallAsync(CallType.Audio);
        await bob.SeesPopupAsync(alice, CallType.Audio);
        await bob.AcceptAsync();
        await alice.SeesCallAsync("Connected");
        await Screen.IsAccessibleAsync(alice.Page);
        await Photograph.TakeAsync(alice.Page, "screen-dark.png");

        await alice.Page.EmulateMediaAsync(new() { ForcedColors = ForcedColors.Active, ReducedMotion = ReducedMotion.Reduce });
        await Screen.IsAccessibleAsync(alice.Page, forcedColours: true);
        Assert.Equal("0s", await alice.Page.GetByTestId("remote-tile").EvaluateAsync<string>("(tile) => getComputedStyle(tile).transitionDuration"));
    });
}
