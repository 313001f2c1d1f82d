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
        await Photograph.TakeAsync(alice.Page, "screen-small-phone-room.png");

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
        await Photograph.TakeAsync(alice.Page, "screen-small-phone-call.png");

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

    [Fact]
    public Task A_room_that_is_chosen_takes_the_place_of_the_list_until_its_user_goes_back() => PlayAsync(service.Running, async stage =>
    {
        var alice = await stage.EnterAsync("Alice", manner: AsPhone);
        var bob = await stage.EnterAsync("Bob");
        await Expect(alice.Page.Locator("#rooms")).ToBeFocusedAsync();
        await bob.CreateRoomAsync("First", alice);
        await bob.CreateRoomAsync("Second", alice);
        await alice.SeesRoomsAsync("Second", "First");
        await FitsAsync(alice);
        await Screen.IsAsync(alice, "phone-rooms", "app-shell");

        await alice.OpenRoomAsync("First");
        await Expect(alice.Page.GetByTestId("room-title")).ToBeFocusedAsync();
        await Expect(alice.Page.GetByTestId("room-title")).ToBeInViewportAsync();
        await Expect(alice.Page.GetByTestId("message-input")).ToBeInViewportAsync();
        await Expect(alice.Page.GetByTestId("video-call")).ToBeInViewportAsync();
        await Expect(alice.Page.GetByTestId("room-list")).ToBeHiddenAsync();
        await FitsAsync(alice);

        await alice.PressAsync("room-back");
        await Expect(alice.Page.GetByTestId("room-item").Filter(new() { HasText = "First" })).ToBeFocusedAsync();
        await Expect(alice.Page.GetByTestId("room-title")).ToBeHiddenAsync();
        await alice.OpenRoomAsync("Second");
        await alice.ReloadAsync();
        await Expect(alice.Page.GetByTestId("room-title")).ToHaveTextAsync("Second");
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task Every_window_fits_on_a_phone(bool small) => PlayAsync(service.Running, async stage =>
    {
        var alice = await stage.EnterAsync("Alice", manner: small ? AsPhone : AsLargePhone);
        var bob = await stage.EnterAsync("Bob");
        await alice.CreateRoomAsync("Two", bob);
        await WindowAsync("settings", "settings-window", "settings-window-close");
        await WindowAsync("help-open", "shortcut-help", "shortcut-help-close");
        await WindowAsync("check-devices", "pre-join", "pre-join-close");

        await bob.OpenRoomAsync("Two");
        await bob.CallAsync(CallType.Video);
        await alice.SeesPopupAsync(bob, CallType.Video);
        await SeenAsync("ring");
        await alice.AcceptAsync();
        await alice.Media.SeesAsync(bob);
        await alice.SeesOwnPictureAsync();
        await SeenAsync("call");
        await bob.EndCallAsync();
        await alice.SeesSummaryAsync("completed");
        await WindowAsync("history-open", "history-window", "history-window-close");

        await alice.CallAsync(CallType.Audio);
        await bob.SeesPopupAsync(alice, CallType.Audio);
        await bob.AcceptAsync();
        await alice.SeesPeersAsync(bob);
        await alice.PressAsync("toggle-people");
        await SeenAsync("people");
        await WindowAsync("remove-participant", "confirm", "confirm-no");

        async Task WindowAsync(string opener, string window, string close)
        {
            await alice.PressAsync(opener);
            await Expect(alice.Page.GetByTestId(window)).ToBeVisibleAsync();
            await SeenAsync(window);
            await alice.PressAsync(close);
            await Expect(alice.Page.GetByTestId(window)).ToHaveCountAsync(0);
        }

        async Task SeenAsync(string name)
        {
            await FitsAsync(alice);
            await Screen.IsAccessibleAsync(alice.Page);
            if (!small)
            {
                await Photograph.TakeAsync(alice.Page, $"screen-phone-{name}.png");
            }
        }
    });

    private static async Task FitsAsync(User user)
    {
        Assert.False(await user.Page.EvaluateAsync<bool>(TooWide));
        Assert.Empty(await user.Page.EvaluateAsync<string[]>(TooSmall));
    }

    /// <summary>An iPhone 15.</summary>
    private static void AsLargePhone(BrowserNewContextOptions options)
    {
        options.ViewportSize = new ViewportSize { Width = 393, Height = 852 };
        options.IsMobile = true;
        options.HasTouch = true;
        options.DeviceScaleFactor = 3;
    }

    private static void AsPhone(BrowserNewContextOptions options)
    {
        options.ViewportSize = new ViewportSize { Width = 320, Height = 640 };
        options.IsMobile = true;
        options.HasTouch = true;
        options.DeviceScaleFactor = 2;
    }
}
