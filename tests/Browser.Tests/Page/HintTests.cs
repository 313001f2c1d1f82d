using static Microsoft.Playwright.Assertions;

namespace FChat.Page;

/// <summary>What the page tells its user in a call without being asked.</summary>
public sealed class HintTests(Chromium browser, SharedService service) : BrowserTest(browser)
{
    [Fact]
    public Task Who_talks_while_muted_is_told_so_until_the_microphone_is_on() => PlayAsync(service.Running, async stage =>
    {
        var (alice, bob, _) = await stage.TwoInARoomAsync();
        await alice.HumAsync();
        await alice.CallAsync(CallType.Audio);
        await bob.SeesPopupAsync(alice, CallType.Audio);
        await bob.AcceptAsync();
        await alice.SeesCallAsync("Connected");
        await Expect(bob.Page.GetByTestId("remote-tile")).ToHaveAttributeAsync("data-speaking", "true");
        await Expect(alice.Page.GetByTestId("muted-hint")).ToBeHiddenAsync();

        await alice.ToggleMicrophoneAsync();
        await Expect(alice.Page.GetByTestId("muted-hint")).ToBeVisibleAsync();
        await Expect(bob.Page.GetByTestId("remote-tile")).ToHaveAttributeAsync("data-speaking", "false");

        await alice.ToggleMicrophoneAsync();
        await Expect(alice.Page.GetByTestId("muted-hint")).ToBeHiddenAsync();
    });

    [Fact]
    public Task The_screen_stays_on_as_long_as_the_call_lasts() => PlayAsync(service.Running, async stage =>
    {
        var (alice, bob, _) = await stage.TwoInARoomAsync();
        await alice.Page.EvaluateAsync(
            """
            () => {
              window.wakeLocks = 0;
              navigator.wakeLock.request = async (kind) => {
                window.wakeLocks += kind === "screen" ? 1 : 0;
                return { released: false, release: async () => { window.wakeLocks -= 1; } };
              };
            }
            """);
        await alice.CallAsync(CallType.Audio);
        await bob.SeesPopupAsync(alice, CallType.Audio);
        Assert.Equal(1, await LocksAsync(alice));
        await bob.AcceptAsync();
        await alice.SeesCallAsync("Connected");
        Assert.Equal(1, await LocksAsync(alice));

        await alice.EndCallAsync();
        await alice.SeesNoCallAsync();
        Assert.Equal(0, await LocksAsync(alice));
    });

    private static Task<int> LocksAsync(User user) => user.Page.EvaluateAsync<int>("() => window.wakeLocks");
}
