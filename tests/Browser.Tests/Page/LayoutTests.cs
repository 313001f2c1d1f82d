using static Microsoft.Playwright.Assertions;

namespace FChat.Page;

/// <summary>Where people are on the stage of a call.</summary>
public sealed class LayoutTests(Chromium browser, SharedService service) : BrowserTest(browser)
{
    [Fact]
    public Task Three_are_equal_until_one_is_pinned_or_the_speaker_gets_the_stage() => PlayAsync(service.Running, async stage =>
    {
        var alice = await stage.EnterAsync("Alice");
        var bob = await stage.EnterAsync("Bob");
        var carol = await stage.EnterAsync("Carol");
        await alice.CreateRoomAsync("Three", bob, carol);
        await alice.CallAsync(CallType.Audio);
        foreach (var invited in new[] { bob, carol })
        {
            await invited.SeesPopupAsync(alice, CallType.Audio);
            await invited.AcceptAsync();
        }

        await alice.SeesPeersAsync(bob, carol);
        await SeesAreasAsync(alice, bob, carol, (one, other) => Math.Abs(one - other) < 1);
        await Expect(alice.Page.GetByTestId("self-view")).ToBeVisibleAsync();

        var pin = Tile(alice, bob).GetByTestId("pin");
        await pin.ClickAsync();
        await Expect(pin).ToHaveAttributeAsync("aria-pressed", "true");
        await SeesAreasAsync(alice, bob, carol, (one, other) => one > 4 * other);
        await pin.ClickAsync();
        await SeesAreasAsync(alice, bob, carol, (one, other) => Math.Abs(one - other) < 1);

        await alice.PressAsync("toggle-layout");
        await Expect(alice.Page.GetByTestId("toggle-layout")).ToHaveAttributeAsync("aria-pressed", "true");
        await SeesAreasAsync(alice, bob, carol, (one, other) => one > 4 * other || other > 4 * one);
    });

    [Fact]
    public Task The_own_picture_goes_to_another_corner_by_arrow_keys_and_by_dragging() => PlayAsync(service.Running, async stage =>
    {
        var (alice, _, _) = await stage.TwoInACallAsync(CallType.Video);
        var self = alice.Page.GetByTestId("self-view");
        await Expect(self).ToHaveAttributeAsync("data-corner", "block-end inline-end");

        // As in a mirror; the others are not.
        Assert.StartsWith("-1", await FlipOfAsync(alice.Page.GetByTestId("local-video")), StringComparison.Ordinal);
        Assert.Equal("none", await FlipOfAsync(alice.Page.GetByTestId("remote-video").First));

        await self.FocusAsync();
        await alice.Page.Keyboard.PressAsync("ArrowLeft");
        await Expect(self).ToHaveAttributeAsync("data-corner", "block-end inline-start");

        await self.HoverAsync();
        await alice.Page.Mouse.DownAsync();
        await alice.Page.Mouse.MoveAsync(900, 120, new() { Steps = 4 });
        await alice.Page.Mouse.UpAsync();
        await Expect(self).ToHaveAttributeAsync("data-corner", "block-start inline-end");
    });

    [Fact]
    public Task In_a_script_from_right_to_left_everything_stands_the_other_way_round() => PlayAsync(service.Running, async stage =>
    {
        var (alice, bob, _) = await stage.TwoInACallAsync(CallType.Video);
        await alice.SeesOwnPictureAsync();
        await alice.Page.EvaluateAsync("() => { document.documentElement.dir = 'rtl'; }");
        await alice.Page.WaitForFunctionAsync(
            """
            () => {
              const middle = (id) => { const { left, right } = document.querySelector(`[data-testid=${id}]`).getBoundingClientRect(); return (left + right) / 2; };
              const fits = document.documentElement.scrollWidth <= document.documentElement.clientWidth;
              return fits && middle("self-view") < innerWidth / 2 && middle("call-title") > innerWidth / 2 && middle("end-call") < middle("toggle-microphone");
            }
            """);
        await alice.Page.GetByTestId("toggle-microphone").FocusAsync();
        await alice.Page.Keyboard.PressAsync("ArrowLeft");
        await Expect(alice.Page.GetByTestId("toggle-camera")).ToBeFocusedAsync();

        await bob.EndCallAsync();
        await alice.SeesNoCallAsync();
        await alice.Page.WaitForFunctionAsync("() => document.querySelector('#rooms').getBoundingClientRect().left > innerWidth / 2");
    });

    private static Microsoft.Playwright.ILocator Tile(User at, User of) =>
        at.Page.Locator($"[data-testid=remote-tile][data-user='{of.Id}']");

    /// <summary>Tiles glide to their places: asked until they are there.</summary>
    private static async Task SeesAreasAsync(User at, User one, User other, Func<double, double, bool> compare)
    {
        await Until.AnswerAsync(
            async () => (await AreaAsync(Tile(at, one)), await AreaAsync(Tile(at, other))),
            areas => compare(areas.Item1, areas.Item2),
            Patience.ForThePage);
    }

    private static async Task<double> AreaAsync(Microsoft.Playwright.ILocator tile) =>
        await tile.BoundingBoxAsync() is { } box ? box.Width * box.Height : 0;

    private static Task<string> FlipOfAsync(Microsoft.Playwright.ILocator video) => video.EvaluateAsync<string>("video => getComputedStyle(video).scale");
}
