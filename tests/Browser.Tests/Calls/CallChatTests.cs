using static Microsoft.Playwright.Assertions;

namespace FChat.Calls;

/// <summary>The chat of a call goes from page to page, whatever the service does.</summary>
public sealed class CallChatTests(Chromium browser, SharedService service) : BrowserTest(browser)
{
    [Fact]
    public Task What_is_written_while_the_service_is_out_of_reach_comes_at_once_and_is_kept_in_the_room_later() => PlayAsync(service.Running, async stage =>
    {
        await using var line = new CuttableLine(stage.Service.Address);
        var (alice, bob, _) = await stage.TwoInACallAsync(CallType.Audio, line.Address);
        await bob.SayInCallAsync("all is well");
        await alice.PressAsync("toggle-call-chat");
        await alice.SeesCallChatAsync("Bob all is well");

        alice.ExpectLostConnections();
        line.Cut();
        await alice.SeesConnectionAsync("reconnecting");
        await alice.SayInCallAsync("the service is gone");
        await bob.SeesCallChatAsync("You all is well", "Alice the service is gone");
        await bob.SayInCallAsync("I read you");
        await alice.SeesCallChatAsync("Bob all is well", "You the service is gone", "Bob I read you");
        await Expect(Line(alice, "the service is gone")).ToHaveAttributeAsync("data-state", "sending");

        line.Mend();
        await Expect(Line(alice, "the service is gone")).ToHaveAttributeAsync("data-state", "sent");
        await alice.SeesCallChatAsync("Bob all is well", "You the service is gone", "Bob I read you");
        await alice.EndCallAsync();
        await bob.SeesNoCallAsync();
        await bob.SeesMessagesAsync("all is well", "I read you", "the service is gone");
    });

    private static Microsoft.Playwright.ILocator Line(User user, string text) =>
        user.Page.GetByTestId("call-chat-line").Filter(new() { HasText = text });
}
