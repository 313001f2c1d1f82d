using System.Globalization;
using static FChat.Calls.SfuStory;
using static Microsoft.Playwright.Assertions;

namespace FChat.Calls;

/// <summary>Which pictures a media server sends to whom, in real browsers with a real one.</summary>
public sealed class SfuPictureTests(Chromium browser, SfuService service) : BrowserTest(browser), IClassFixture<SfuService>
{
    private static readonly string[] Four = ["Alice", "Bob", "Carol", "Dave"];

    [Fact]
    public Task Four_see_and_hear_each_other() => PlayAsync(service.Running, async stage =>
    {
        var people = new List<User>();
        foreach (var name in Four)
        {
            people.Add(await stage.EnterAsync(name));
        }

        await CallAsync(CallType.Video, [.. people]);
        await SeeTopologyAsync("sfu", [.. people]);
        await SeeAndHearAsync([.. people]);
        await people[0].SeesPeersAsync([.. people[1..]]);
        await Photograph.TakeAsync(people[0].Page, "call-of-four.png");
    });

    [Fact]
    public Task A_small_tile_gets_a_small_picture_and_one_that_is_not_seen_gets_none_and_its_voice_all_the_same() => PlayAsync(service.Running, async stage =>
    {
        // One camera for all of a browser: who opens it first has its best.
        var carol = await stage.EnterAsync("Carol", camera: "640x360@15");
        var alice = await stage.EnterAsync("Alice", camera: "160x90@5");
        var bob = await stage.EnterAsync("Bob", camera: "160x90@5");
        await CallAsync(CallType.Video, carol, alice, bob);
        await SeeTopologyAsync("sfu", alice, bob, carol);
        await SeeAndHearAsync(alice, bob, carol);
        var page = alice.Page;
        await TileOf(alice, carol).GetByTestId("pin").ClickAsync();
        await Until.AnswerAsync(() => ReceivedPicture.OfAsync(page, carol), picture => picture.Width >= 640, Patience.ForMedia);
        var large = await ReceivedPicture.RateAsync(page, carol);

        await TileOf(alice, bob).GetByTestId("pin").DispatchEventAsync("click"); // Carol goes to the strip
        await Until.AnswerAsync(() => ReceivedPicture.OfAsync(page, carol), picture => picture.Width is > 0 and <= 320, Patience.ForMedia);
        var small = await ReceivedPicture.RateAsync(page, carol);
        await alice.Media.SeesAsync(carol);
        Tell($"large: {large:0} bytes a second, small: {small:0}");
        Assert.True(small < 0.8 * large, $"{small} of {large}"); // how many bytes 640x360 gets at most, is the browser's estimate of the line

        await page.SetViewportSizeAsync(340, 800); // a strip for one
        await Until.AnswerAsync(() => HideAsync(alice, carol), hidden => hidden, Patience.ForThePage);
        await alice.Media.NoLongerSeesAsync(carol);
        await alice.Media.HearsAsync(carol);
        await Expect(TileOf(alice, carol)).ToHaveAttributeAsync("data-phase", "connected");
        Tell($"not seen: {await ReceivedPicture.RateAsync(page, carol):0} bytes a second");

        await page.SetViewportSizeAsync(1024, 640);
        await alice.Media.SeesAsync(carol);
    });

    /// <summary>Turns the pages of the strip until somebody's tile is on another one.</summary>
    private static async Task<bool> HideAsync(User alice, User carol)
    {
        if (!await TileOf(alice, carol).IsVisibleAsync())
        {
            return true;
        }

        var on = alice.Page.GetByTestId("page-on");
        if (await on.IsVisibleAsync() && await on.IsEnabledAsync())
        {
            await on.ClickAsync();
        }

        return false;
    }

    private static void Tell(FormattableString line) => TestContext.Current.TestOutputHelper?.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
