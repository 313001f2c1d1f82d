using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FChat.Page;

/// <summary>The narrowest phone there is, and a page that is read at twice its size.</summary>
public sealed class PhoneTests(Chromium browser, SharedService service) : BrowserTest(browser)
{
    private const string TooSmall = """
        () => [...document.querySelectorAll("button, input, select")]
          .filter((element) => element.checkVisibility() && element.type !== "checkbox")
          .filter((element) => { const { width, height } = element.getBoundingClientRect(); return width < 44 || height < 44; })
          .map((element) => element.dataset.testid ?? element.outerHTML)
        """;

    private const string TooWide = "() => document.documentElement.scrollWidth > document.documentElement.clientWidth";

    /// <summary>What of the window lies over what stands above it.</summary>
    private const string Overlapping = """
        () => {
          const parts = [...document.querySelector("[data-testid=pre-join]").children]
            .map((part) => ({ name: part.className, box: part.getBoundingClientRect() }))
            .filter(({ name, box }) => name !== "unseen" && box.height > 0);
          return parts.slice(1).flatMap(({ name, box }, i) => (box.top < parts[i].box.bottom - 1 ? [`${name} over ${parts[i].name}`] : []));
        }
        """;

    [Fact]
    public Task On_a_small_phone_everything_is_within_reach_and_large_enough_to_touch() => PlayAsync(service.Running, async stage =>
    {
        var alice = await stage.EnterAsync("Alice", manner: AsPhone);
        var bob = await stage.EnterAsync("Bob");
        await alice.CreateRoomAsync("Two", bob);
        await FitsAsync(alice);
        await Photograph.TakeAsync(alice.Page, "screen-phone-room.png");

        await alice.LookFirstAsync();
        await Expect(alice.Page.GetByTestId("preview")).ToBeVisibleAsync();
        Assert.Empty(await alice.Page.EvaluateAsync<string[]>(Overlapping));
        await FitsAsync(alice);
        await alice.Page.Keyboard.PressAsync("Escape");

        await alice.CallAsync(CallType.Video);
        await bob.SeesPopupAsync(alice, CallType.Video);
        await bob.AcceptAsync();
        await alice.SeesCallAsync("Connected");
        await alice.SeesPeersAsync(bob);
        await FitsAsync(alice);
        await Expect(alice.Page.GetByTestId("end-call")).ToBeInViewportAsync();
        await Photograph.TakeAsync(alice.Page, "screen-phone-call.png");

        await alice.PressAsync("toggle-call-chat");
        await Expect(alice.Page.GetByTestId("call-chat-input")).ToBeInViewportAsync();
        await FitsAsync(alice);
        await alice.EndCallAsync();
        await alice.SeesNoCallAsync();
    });

    [Fact]
    public Task At_twice_its_size_the_page_still_fits() => PlayAsync(service.Running, async stage =>
    {
        var (alice, bob, _) = await stage.TwoInACallAsync(CallType.Audio);
        await alice.Page.SetViewportSizeAsync(512, 320); // 1024 by 640 at 200 %
        await alice.SeesPeersAsync(bob);
        Assert.False(await alice.Page.EvaluateAsync<bool>(TooWide));
        await alice.PressAsync("toggle-call-chat");
        var lines = await alice.Page.GetByTestId("call-chat").BoundingBoxAsync();
        Assert.True(lines is { Height: > 60 }, $"There is no room for the chat: {lines?.Height}");
        await Expect(alice.Page.GetByTestId("end-call")).ToBeInViewportAsync();
        await alice.EndCallAsync();
        await alice.SeesNoCallAsync();
        Assert.False(await alice.Page.EvaluateAsync<bool>(TooWide));
    });

    private static async Task FitsAsync(User user)
    {
        Assert.False(await user.Page.EvaluateAsync<bool>(TooWide));
        Assert.Empty(await user.Page.EvaluateAsync<string[]>(TooSmall));
    }

    private static void AsPhone(BrowserNewContextOptions options)
    {
        options.ViewportSize = new ViewportSize { Width = 320, Height = 640 };
        options.IsMobile = true;
        options.HasTouch = true;
        options.DeviceScaleFactor = 2;
    }
}
