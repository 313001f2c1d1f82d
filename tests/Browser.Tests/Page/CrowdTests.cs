using FChat.Service;
using static Microsoft.Playwright.Assertions;

namespace FChat.Page;

/// <summary>More people than fit on one page of the stage. All but one are in the call by HTTP: nobody has a picture.</summary>
public sealed class CrowdTests(Chromium browser, SharedService service) : BrowserTest(browser)
{
    private const int Others = 27;
    private const int OnOnePage = 25;

    private const string PagerIsClear = """
        () => {
          const pager = document.querySelector("[data-testid=pager]").getBoundingClientRect();
          const tiles = [...document.querySelectorAll("[data-testid=remote-tile]")].filter((tile) => tile.checkVisibility());
          return tiles.every((tile) => tile.getBoundingClientRect().bottom <= pager.top);
        }
        """;

    [Fact]
    public Task Up_to_25_are_seen_at_once_and_the_others_on_the_next_page() => PlayAsync(service.Running, async stage =>
    {
        var alice = await stage.EnterAsync("Alice");
        var users = Enumerable.Range(10, Others).Select(n => $"{alice.Id}-guest-{n}").ToArray();
        var doors = new List<HttpDoor>();
        try
        {
            foreach (var user in users)
            {
                doors.Add(await stage.Service.OpenDoorAsync(user, $"Guest {user[^2..]}"));
            }

            var room = (await doors[0].CallAsync("create_room", new { room_name = "Crowd", members = users.Skip(1).Append(alice.Id) })).GetProperty("room_id").GetString();
            var call = (await doors[0].CallAsync("initiate_call", new { room_id = room, call_type = "Audio" })).GetProperty("call_session_id").GetString();
            foreach (var door in doors)
            {
                await door.CallAsync("join_call", new { call_session_id = call });
            }

            await alice.AcceptAsync();
            await SeesPagesAsync(alice);
        }
        finally
        {
            foreach (var door in doors)
            {
                door.Dispose();
            }
        }
    });

    private static async Task SeesPagesAsync(User alice)
    {
        var seen = alice.Page.Locator("[data-testid=remote-tile]:visible");
        await Expect(alice.Page.GetByTestId("remote-tile")).ToHaveCountAsync(Others);
        await Expect(seen).ToHaveCountAsync(OnOnePage);
        await Expect(alice.Page.GetByTestId("page-number")).ToHaveTextAsync("Page 1 of 2");
        await Expect(alice.Page.GetByTestId("page-back")).ToBeDisabledAsync();
        await alice.Page.WaitForFunctionAsync(PagerIsClear);
        await Screen.IsAccessibleAsync(alice.Page);
        await Photograph.TakeAsync(alice.Page, "screen-crowd.png");

        await alice.PressAsync("page-on");
        await Expect(seen).ToHaveCountAsync(Others - OnOnePage);
        await Expect(alice.Page.GetByTestId("page-number")).ToHaveTextAsync("Page 2 of 2");
        await alice.PressAsync("page-back");
        await Expect(seen).ToHaveCountAsync(OnOnePage);
    }
}
