using static Microsoft.Playwright.Assertions;

namespace FChat.Page;

public sealed class SmallWindowTests(Chromium browser, SharedService service) : BrowserTest(browser)
{
    [Fact]
    public Task The_call_goes_into_a_small_window_and_comes_back_and_goes_on() => PlayAsync(service.Running, async stage =>
    {
        var (alice, bob, _) = await stage.TwoInACallAsync(CallType.Audio);
        var connection = await alice.Media.ConnectionAsync(bob);

        await alice.PressAsync("small-window");
        await Expect(alice.Page.GetByTestId("in-small-window")).ToBeVisibleAsync();
        await Expect(alice.Page.GetByTestId("remote-tile")).ToHaveCountAsync(0);
        await alice.Media.HearsAsync(bob);

        await alice.PressAsync("close-small-window");
        await alice.SeesPeersAsync(bob);
        await alice.Media.HearsAsync(bob);
        Assert.Equal(connection, await alice.Media.ConnectionAsync(bob));
    });
}
