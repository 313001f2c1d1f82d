using static FChat.Calls.SfuStory;
using static Microsoft.Playwright.Assertions;

namespace FChat.Calls;

/// <summary>Who may speak in a call that has room for few who do.</summary>
public sealed class SfuRoleTests(Chromium browser, SfuService service) : BrowserTest(browser), IClassFixture<SfuService>
{
    [Fact]
    public async Task A_listener_who_raises_a_hand_and_is_let_speak_is_heard()
    {
        await using var small = await SfuService.StartAsync(service.Janus, ("Calls__Topology__MeshLimit", "0"), ("Calls__Topology__VideoMeshLimit", "0"), ("Calls__Topology__MaxPublishers", "2"));
        await PlayAsync(small, async stage =>
        {
            var alice = await stage.EnterAsync("Alice");
            var bob = await stage.EnterAsync("Bob");
            var carol = await stage.EnterAsync("Carol");
            await CallAsync(CallType.Audio, alice, bob, carol);
            await HearAsync(alice, bob);

            // Carol comes third: she hears, and nothing of hers is open.
            await Expect(CallOf(carol)).ToHaveAttributeAsync("data-media-role", "listener");
            await Expect(carol.Page.GetByTestId("listener-hint")).ToBeVisibleAsync();
            await Expect(carol.Page.GetByTestId("toggle-microphone")).ToHaveAttributeAsync("aria-disabled", "true");
            await carol.Media.HearsAsync(alice);
            await carol.Media.HearsAsync(bob);
            await carol.Page.GetByTestId("toggle-microphone").DispatchEventAsync("click");
            await carol.SeesMicrophoneAsync(on: false);
            Assert.False(await PublishesAsync(carol));

            await carol.PressAsync("ask-to-speak");
            await alice.PressAsync("toggle-people");
            await Expect(RowOf(alice, carol)).ToHaveAttributeAsync("data-hand", "true");
            await RowOf(alice, carol).GetByTestId("let-speak").ClickAsync();
            await alice.SeesNoticeAsync("As many people may speak as can at once.");

            await RowOf(alice, bob).GetByTestId("back-to-listening").ClickAsync();
            await bob.SeesNoticeAsync("The host asks you to listen.");
            await Expect(CallOf(bob)).ToHaveAttributeAsync("data-media-role", "listener");
            await RowOf(alice, carol).GetByTestId("let-speak").ClickAsync();
            await carol.SeesNoticeAsync("You may speak now.");
            await carol.SeesMicrophoneAsync(on: true);
            await carol.Page.WaitForFunctionAsync("() => window.FChatDiagnostics.publishing()?.connectionState === 'connected'");
            await alice.Media.HearsAsync(carol);
            await alice.Media.HearsSoundAsync(carol);
            await bob.Media.HearsAsync(carol);
            await bob.Media.HearsSoundAsync(carol);
            await Expect(RowOf(alice, carol)).ToHaveAttributeAsync("data-hand", "false");
            Assert.False(await PublishesAsync(bob));
        });
    }

    private static Microsoft.Playwright.ILocator RowOf(User host, User person) =>
        host.Page.Locator($"[data-testid=call-participant][data-user='{person.Id}']");
}
