using static Microsoft.Playwright.Assertions;

namespace FChat.Page;

public sealed class LanguageTests(Chromium browser, SharedService service) : BrowserTest(browser)
{
    [Fact]
    public Task A_German_browser_gets_German_and_whoever_chooses_English_keeps_it() => PlayAsync(service.Running, async stage =>
    {
        var anna = await stage.EnterAsync("Anna", manner: options => options.Locale = "de-AT");
        var bob = await stage.EnterAsync("Bob");
        await anna.CreateRoomAsync("Zwei", bob);
        await Expect(anna.Page.Locator("html")).ToHaveAttributeAsync("lang", "de");
        await Expect(anna.Page.GetByTestId("video-call")).ToHaveAttributeAsync("aria-label", "Videoanruf");
        await anna.SeesMemberAsync(bob, "Online");
        await Screen.IsAsync(anna, "room-german", "app-shell");

        await anna.PressAsync("settings");
        await anna.Page.GetByTestId("language").SelectOptionAsync("en");
        await Expect(anna.Page.Locator("html")).ToHaveAttributeAsync("lang", "en");
        await Expect(anna.Page.GetByTestId("video-call")).ToHaveAttributeAsync("aria-label", "Video call");

        await anna.ReloadAsync();
        await anna.SeesConnectionAsync("connected");
        await Expect(anna.Page.GetByTestId("sign-out")).ToHaveTextAsync("Sign out");
    });

    [Fact]
    public Task Another_language_leaves_the_open_panel_the_half_written_line_and_the_focus_as_they_were() => PlayAsync(service.Running, async stage =>
    {
        var (alice, bob, _) = await stage.TwoInACallAsync(CallType.Audio);
        await bob.SayInCallAsync("read already");
        await alice.PressAsync("toggle-call-chat");
        await alice.SeesCallChatAsync("Bob read already");
        await alice.Page.GetByTestId("call-chat-input").FillAsync("half a li");

        await alice.PressAsync("call-settings");
        await alice.Page.GetByTestId("language").SelectOptionAsync("de");
        await Expect(alice.Page.GetByTestId("settings-window")).ToContainTextAsync("Einstellungen");
        await Expect(alice.Page.GetByTestId("language")).ToBeFocusedAsync();
        await alice.Page.Keyboard.PressAsync("Escape");
        await Expect(alice.Page.GetByTestId("call-settings")).ToBeFocusedAsync();
        await Expect(alice.Page.GetByTestId("call-chat-panel")).ToBeVisibleAsync();
        await Expect(alice.Page.GetByTestId("call-chat-input")).ToHaveValueAsync("half a li");
        await Expect(alice.Page.GetByTestId("chat-unread")).ToBeHiddenAsync();
        await Expect(alice.Page.GetByTestId("own-quality")).ToBeVisibleAsync();
        await Expect(alice.Page.GetByTestId("tile-quality")).ToBeVisibleAsync();
        await Screen.IsAsync(alice, "call-german", "call-view");
    });

    [Fact]
    public Task The_language_changes_in_the_middle_of_a_call_and_the_call_goes_on() => PlayAsync(service.Running, async stage =>
    {
        var (alice, bob, _) = await stage.TwoInACallAsync(CallType.Audio);
        var connection = await alice.Media.ConnectionAsync(bob);

        await alice.PressAsync("call-settings");
        await alice.Page.GetByTestId("language").SelectOptionAsync("de");

        await alice.SeesCallAsync("Verbunden");
        await alice.SeesPeersAsync(bob);
        await alice.Media.HearsAsync(bob);
        Assert.Equal(connection, await alice.Media.ConnectionAsync(bob));
    });
}
