using static Microsoft.Playwright.Assertions;

namespace FChat.Calls;

/// <summary>Calls that somebody was not there for.</summary>
public sealed class MissedCallTests(Chromium browser, SharedService service) : BrowserTest(browser)
{
    [Fact]
    public Task A_missed_call_is_counted_until_the_history_was_looked_at_and_is_answered_from_there() => PlayAsync(service.Running, async stage =>
    {
        var (alice, bob, _) = await stage.TwoInARoomAsync();
        await Expect(bob.Page.GetByTestId("missed-count")).ToBeHiddenAsync();
        await alice.CallAsync(CallType.Audio);
        await bob.SeesPopupAsync(alice, CallType.Audio);
        await alice.EndCallAsync();
        await bob.SeesNoPopupAsync();
        await Expect(bob.Page.GetByTestId("missed-count")).ToHaveTextAsync("1");

        await bob.PressAsync("history-open");
        var item = bob.Page.GetByTestId("history-item");
        await Expect(item).ToHaveAttributeAsync("data-direction", "missed");
        await Expect(bob.Page.GetByTestId("missed-count")).ToBeHiddenAsync();
        await item.GetByTestId("history-call").ClickAsync();
        await alice.SeesPopupAsync(bob, CallType.Audio);
        await alice.AcceptAsync();
        await bob.Media.HearsAsync(alice);
    });

    [Fact]
    public Task A_call_that_comes_while_the_page_is_out_of_sight_is_told_by_the_system_until_it_is_over() => PlayAsync(service.Running, async stage =>
    {
        var (alice, bob, _) = await stage.TwoInARoomAsync();
        await bob.Page.Context.GrantPermissionsAsync(["microphone", "camera", "notifications"]);
        await bob.Page.EvaluateAsync(
            """
            () => {
              window.told = [];
              const Real = window.Notification;
              window.Notification = class extends Real {
                constructor(title, options) {
                  super(title, options);
                  window.told.push(`${title}: ${options.body}`);
                }
                close() {
                  window.told.push("closed");
                  super.close();
                }
              };
              Object.defineProperty(document, "hidden", { configurable: true, get: () => true });
              document.dispatchEvent(new Event("visibilitychange"));
            }
            """);
        await alice.CallAsync(CallType.Video);
        await ToldAsync(bob, "Alice is calling: Incoming video call");
        Assert.Equal("Alice is calling", await bob.Page.TitleAsync());
        await alice.EndCallAsync();
        await ToldAsync(bob, "Alice is calling: Incoming video call", "closed");
    });

    private static async Task ToldAsync(User user, params string[] expected) =>
        await Until.AnswerAsync(() => user.Page.EvaluateAsync<string[]>("() => window.told"), told => told.SequenceEqual(expected), Patience.ForThePage);
}
