using System.Diagnostics;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FChat.Page;

/// <summary>
/// How long a stranger needs from the first look to a ringing call, going only by what stands on the page: what they think, type and point at by the
/// keystroke-level model (Card, Moran, Newell 1980: 1.35 s to think, 1.1 s to point, 0.1 s to press a button, 0.4 s from mouse to keyboard, 0.28 s a key),
/// and what the page takes as it is measured.
/// </summary>
public sealed class FirstLookTests(Chromium browser, SharedService service) : BrowserTest(browser)
{
    private const double Think = 1.35;
    private const double PointAndPress = 1.2;
    private const double Home = 0.4;
    private const double Key = 0.28;
    private double _human;

    [Fact]
    public Task A_stranger_starts_a_call_within_20_seconds_of_the_first_look() => PlayAsync(service.Running, async stage =>
    {
        var bob = await stage.EnterAsync("Bob");
        var stranger = await stage.ArriveAsync("Ann");
        var page = stranger.Page;
        await page.GotoAsync(stage.Service.Address.ToString());
        var looking = Stopwatch.StartNew();

        // The field for the name has the focus already.
        await Expect(page.GetByRole(AriaRole.Textbox, new() { Name = "User id" })).ToBeFocusedAsync();
        await TypeAsync(page, stranger.Id);
        await page.Keyboard.PressAsync("Enter");
        await PressAsync(page.GetByRole(AriaRole.Textbox, new() { Name = "Members" }));
        await TypeAsync(page, bob.Id);
        await page.Keyboard.PressAsync("Enter");
        await PressAsync(page.GetByRole(AriaRole.Button, new() { Name = "Audio call" }));
        await Expect(bob.Page.GetByTestId("incoming-from")).ToHaveTextAsync($"{stranger.Id} is calling");

        var took = _human + looking.Elapsed.TotalSeconds;
        TestContext.Current.TestOutputHelper?.WriteLine($"{took:F1} s, of which {_human:F1} s are the person's");
        Assert.InRange(took, 5, 20);
        await stranger.EndCallAsync();
        await stranger.SeesNoCallAsync();
    });

    private async Task TypeAsync(IPage page, string text)
    {
        _human += Think + Home + (Key * (text.Length + 1));
        await page.Keyboard.TypeAsync(text);
    }

    private async Task PressAsync(ILocator what)
    {
        _human += Think + PointAndPress;
        await what.ClickAsync();
    }
}
