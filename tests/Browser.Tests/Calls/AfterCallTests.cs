using static Microsoft.Playwright.Assertions;

namespace FChat.Calls;

/// <summary>What a user can do when a call is over, or their part in it.</summary>
public sealed class AfterCallTests(Chromium browser, SharedService service) : BrowserTest(browser)
{
    [Fact]
    public Task Who_has_left_a_call_that_goes_on_may_join_again() => PlayAsync(service.Running, async stage =>
    {
        var (alice, bob, carol) = await stage.ThreeInACallAsync(CallType.Audio);
        await bob.EndCallAsync();
        await bob.SeesSummaryAsync("left");
        await Expect(bob.Page.GetByTestId("call-again")).ToBeHiddenAsync();
        await alice.SeesPeersAsync(carol);

        await bob.PressAsync("rejoin");
        await bob.SeesPeersAsync(alice, carol);
        await bob.Media.HearsAsync(alice);
        await bob.Media.HearsAsync(carol);
        await Expect(bob.Page.GetByTestId("call-summary")).ToBeHiddenAsync();
    });

    [Fact]
    public Task Who_was_not_answered_may_call_again_from_what_is_said_about_it() => PlayAsync(service.Running, async stage =>
    {
        var (alice, bob, _) = await stage.TwoInARoomAsync();
        await alice.CallAsync(CallType.Video);
        await bob.SeesPopupAsync(alice, CallType.Video);
        await bob.DeclineAsync();
        await alice.SeesSummaryAsync("declined");
        await Expect(alice.Page.GetByTestId("rejoin")).ToBeHiddenAsync();

        await alice.PressAsync("call-again");
        await bob.SeesPopupAsync(alice, CallType.Video);
        await Expect(alice.Page.GetByTestId("notices")).ToBeHiddenAsync();
        await bob.AcceptAsync();
        await alice.Media.SeesAsync(bob);
        await bob.EndCallAsync();
        await alice.SeesSummaryAsync("completed");
        await Expect(alice.Page.GetByTestId("summary-text")).ToContainTextAsync("It lasted");
        await Expect(alice.Page.GetByTestId("notice")).ToHaveCountAsync(1);
        await alice.PressAsync("summary-close");
        await Expect(alice.Page.GetByTestId("call-summary")).ToBeHiddenAsync();
    });

    [Fact]
    public Task Who_was_removed_is_told_so_in_the_room_and_not_asked_to_join() => PlayAsync(service.Running, async stage =>
    {
        var (alice, bob, carol) = await stage.ThreeInACallAsync(CallType.Audio);
        await alice.RemoveAsync(bob);
        await bob.SeesSummaryAsync("removed");
        await bob.OpenRoomAsync("Three");
        await Expect(bob.Page.GetByTestId("removed-hint")).ToBeVisibleAsync();
        await Expect(bob.Page.GetByTestId("join-call")).ToBeHiddenAsync();

        await bob.ReloadAsync();
        await Expect(bob.Page.GetByTestId("removed-hint")).ToBeVisibleAsync();
        await Expect(bob.Page.GetByTestId("join-call")).ToBeHiddenAsync();
        await alice.EndForAllAsync();
        await carol.SeesNoCallAsync();
        await Expect(bob.Page.GetByTestId("removed-hint")).ToBeHiddenAsync();
    });
}
