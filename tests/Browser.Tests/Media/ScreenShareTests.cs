using static Microsoft.Playwright.Assertions;

namespace FChat.Media;

public sealed class ScreenShareTests(AllowingChromium browser, SharedService service) : BrowserTest(browser), IClassFixture<AllowingChromium>
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
}
