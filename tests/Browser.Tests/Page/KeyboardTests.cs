using static Microsoft.Playwright.Assertions;

namespace FChat.Page;

/// <summary>The page without a mouse.</summary>
public sealed class KeyboardTests(Chromium browser, SharedService service) : BrowserTest(browser)
{
    [Fact]
    public Task A_ring_takes_the_focus_Escape_declines_it_and_the_focus_goes_back() => PlayAsync(service.Running, async stage =>
    {
        var (alice, bob, _) = await stage.TwoInARoomAsync();
        await bob.Page.GetByTestId("message-input").FocusAsync();
        await alice.CallAsync(CallType.Audio);
        await bob.SeesPopupAsync(alice, CallType.Audio);
        await Expect(bob.Page.Locator(".incoming")).ToBeFocusedAsync();

        await bob.Page.Keyboard.PressAsync("Escape");
        await bob.SeesNoPopupAsync();
        await Expect(bob.Page.GetByTestId("message-input")).ToBeFocusedAsync();
        await alice.SeesSummaryAsync("declined");
    });

    [Fact]
    public Task Who_has_signed_in_goes_on_by_keys_from_the_page_and_not_from_nowhere() => PlayAsync(service.Running, async stage =>
    {
        var alice = await stage.EnterAsync("Alice");
        await Expect(alice.Page.Locator("#rooms")).ToBeFocusedAsync();
    });

    [Fact]
    public Task A_ring_leaves_the_focus_to_who_is_writing_and_their_Escape_declines_nothing() => PlayAsync(service.Running, async stage =>
    {
        var (alice, bob, _) = await stage.TwoInARoomAsync();
        var line = bob.Page.GetByTestId("message-input");
        await line.FillAsync("half a li");
        await alice.CallAsync(CallType.Audio);
        await bob.SeesPopupAsync(alice, CallType.Audio);
        await Expect(line).ToBeFocusedAsync();
        await bob.Page.Keyboard.PressAsync("Escape");
        await bob.Page.Keyboard.TypeAsync("ne");
        await Expect(line).ToHaveValueAsync("half a line");
        await bob.SeesPopupAsync(alice, CallType.Audio);

        await bob.Page.Keyboard.PressAsync("Tab");
        await Expect(bob.Page.Locator(".incoming")).ToBeFocusedAsync();
        await bob.Page.Keyboard.PressAsync("Escape");
        await bob.SeesNoPopupAsync();
        await alice.SeesSummaryAsync("declined");
    });

    [Fact]
    public Task A_whole_call_goes_by_keys_alone() => PlayAsync(service.Running, async stage =>
    {
        var (alice, bob, _) = await stage.TwoInARoomAsync();
        await alice.Page.GetByTestId("audio-call").FocusAsync();
        await alice.Page.Keyboard.PressAsync("Enter");
        await bob.SeesPopupAsync(alice, CallType.Audio);
        await bob.Page.Keyboard.PressAsync("Tab");
        await bob.Page.Keyboard.PressAsync("Tab");
        await Expect(bob.Page.GetByTestId("incoming-accept")).ToBeFocusedAsync();
        await bob.Page.Keyboard.PressAsync("Enter");
        await alice.SeesCallAsync("Connected");

        await alice.Page.Keyboard.PressAsync("m");
        await alice.SeesMicrophoneAsync(on: false);
        await bob.SeesMutedAsync(alice);
        await alice.Page.Keyboard.DownAsync(" ");
        await bob.SeesMutedAsync(alice, muted: false);
        await alice.Page.Keyboard.UpAsync(" ");
        await bob.SeesMutedAsync(alice);

        await alice.Page.Keyboard.PressAsync("c");
        await Expect(alice.Page.GetByTestId("call-chat-input")).ToBeFocusedAsync();
        await alice.Page.Keyboard.TypeAsync("mmm");
        await alice.SeesMicrophoneAsync(on: false);
        await alice.Page.Keyboard.PressAsync("Enter");
        await bob.SeesCallChatAsync("Alice mmm");
        await alice.Page.Keyboard.PressAsync("Escape");
        await Expect(alice.Page.GetByTestId("call-chat-panel")).ToBeHiddenAsync();

        await alice.Page.Keyboard.PressAsync("Home");
        await Expect(alice.Page.GetByTestId("toggle-microphone")).ToBeFocusedAsync();
        await alice.Page.Keyboard.PressAsync("End");
        await Expect(alice.Page.GetByTestId("end-call")).ToBeFocusedAsync();
        await alice.Page.Keyboard.PressAsync("Enter");
        await alice.SeesNoCallAsync();
        await bob.SeesNoCallAsync();
    });

    [Fact]
    public Task Keys_that_are_switched_off_do_nothing() => PlayAsync(service.Running, async stage =>
    {
        var (alice, _, _) = await stage.TwoInACallAsync(CallType.Audio);
        await alice.Page.Keyboard.PressAsync("?");
        await alice.Page.GetByTestId("shortcuts-switch").UncheckAsync();
        await alice.Page.Keyboard.PressAsync("Escape");
        await Expect(alice.Page.GetByTestId("shortcut-help")).ToBeHiddenAsync();

        await alice.Page.Keyboard.PressAsync("m");
        await alice.Page.Keyboard.PressAsync("h");
        await alice.SeesMicrophoneAsync(on: true);
        await Expect(alice.Page.GetByTestId("toggle-hand")).ToHaveAttributeAsync("aria-pressed", "false");
    });
}
