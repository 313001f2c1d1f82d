using System.Text.RegularExpressions;
using static Microsoft.Playwright.Assertions;

namespace FChat.Media;

public sealed partial class ScreenShareTests(AllowingChromium browser, SharedService service) : BrowserTest(browser), IClassFixture<AllowingChromium>
{
    [Theory]
    [InlineData(CallType.Video)]
    [InlineData(CallType.Audio)]
    public Task A_shared_screen_comes_beside_everything_else_without_a_negotiation_until_it_is_stopped(CallType type) =>
        PlayAsync(service.Running, async stage =>
        {
            var (alice, bob, _) = await stage.TwoInACallAsync(type);
            var negotiation = await alice.Media.NegotiationAsync(bob);

            await alice.Page.GetByTestId("toggle-screen").ClickAsync();
            await bob.SeesScreenAsync();
            await bob.Media.HearsAsync(alice);
            if (type == CallType.Video)
            {
                await bob.SeesCameraAsync(alice, on: true);
                await bob.Media.SeesAsync(alice);
            }

            await alice.Page.GetByTestId("toggle-screen").ClickAsync();
            await Expect(bob.Page.GetByTestId("remote-screen")).ToHaveCountAsync(0);
            Assert.Equal(negotiation, await alice.Media.NegotiationAsync(bob));
        });

    [Fact]
    public Task Who_shares_sees_what_is_shared_and_stops_it_by_the_hint() => PlayAsync(service.Running, async stage =>
    {
        var (alice, bob, _) = await stage.TwoInACallAsync(CallType.Video);
        await alice.Page.GetByTestId("toggle-screen").ClickAsync();
        await bob.SeesScreenAsync();
        await Expect(alice.Page.GetByTestId("own-screen")).ToBeVisibleAsync();
        await alice.Page.WaitForFunctionAsync("() => document.querySelector('[data-testid=own-screen-video]').videoWidth > 0");
        await Expect(alice.Page.GetByTestId("sharing-hint")).ToBeVisibleAsync();
        await Expect(bob.Page.GetByTestId("remote-tile").GetByTitle("Sharing the screen")).ToBeVisibleAsync();

        await alice.PressAsync("stop-sharing");
        await Expect(alice.Page.GetByTestId("own-screen")).ToBeHiddenAsync();
        await Expect(alice.Page.GetByTestId("sharing-hint")).ToBeHiddenAsync();
        await Expect(bob.Page.GetByTestId("remote-screen")).ToHaveCountAsync(0);
    });

    [Fact]
    public Task Nobodys_picture_covers_a_part_of_the_screen_that_is_shared() => PlayAsync(service.Running, async stage =>
    {
        var (alice, bob, _) = await stage.TwoInACallAsync(CallType.Video);
        await bob.SeesOwnPictureAsync();
        await alice.Page.GetByTestId("toggle-screen").ClickAsync();
        await bob.SeesScreenAsync();
        await bob.Page.WaitForFunctionAsync(
            """
            () => {
              const box = (id) => document.querySelector(`[data-testid=${id}]`).getBoundingClientRect();
              const screen = box("remote-screen");
              const clear = ["self-view", "remote-tile"].map(box).every((one) => one.width > 0 &&
                (one.left >= screen.right || one.right <= screen.left || one.top >= screen.bottom || one.bottom <= screen.top));
              return clear && screen.width * screen.height > 0.4 * innerWidth * innerHeight;
            }
            """);
        await alice.Page.GetByTestId("toggle-screen").ClickAsync();
        await Expect(bob.Page.GetByTestId("self-view")).ToHaveClassAsync(CorneredClass);
    });

    [Fact]
    public Task Who_comes_late_sees_the_screen_that_is_shared_already() => PlayAsync(service.Running, async stage =>
    {
        var alice = await stage.EnterAsync("Alice");
        var bob = await stage.EnterAsync("Bob");
        var carol = await stage.EnterAsync("Carol");
        await alice.CreateRoomAsync("Three", bob, carol);
        await carol.OpenRoomAsync("Three");
        await alice.CallAsync(CallType.Audio);
        await bob.AcceptAsync();
        await carol.DeclineAsync();
        await alice.Media.IsConnectedWithAsync(bob);
        await alice.Page.GetByTestId("toggle-screen").ClickAsync();
        await bob.SeesScreenAsync();

        await carol.JoinCallAsync();
        await carol.SeesScreenAsync();
    });

    [GeneratedRegex("cornered")]
    private static partial Regex CorneredClass { get; }
}
