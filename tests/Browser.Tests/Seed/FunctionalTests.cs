using Microsoft.Playwright;

namespace FChat.Seed;

/// <summary>
/// The functional tests of f_chat, the application that this one replaces, step by step: docs/seed-checklist.md has their words.
/// The dialogs of the browser are known by what the page asks it for (<see cref="AskedDevices"/>).
/// </summary>
public sealed class FunctionalTests(Chromium browser, SharedService service) : BrowserTest(browser)
{
    [Fact]
    public Task Test_1_an_audio_call() => PlayAsync(service.Running, async stage =>
    {
        var (alice, bob, _) = await stage.TwoInARoomAsync();
        var (askedOfAlice, askedOfBob) = (await AskedDevices.OfAsync(alice), await AskedDevices.OfAsync(bob));

        await alice.CallAsync(CallType.Audio);
        await askedOfAlice.AreAsync("audio");
        await alice.SeesCallAsync("Ringing…");
        await bob.SeesPopupAsync(alice, CallType.Audio);
        await askedOfBob.AreNoneAsync();
        await bob.AcceptAsync();
        await askedOfBob.AreAsync("audio");
        await AreConnectedAsync(alice, bob);
        await alice.Media.HearsSoundAsync(bob);
        await bob.Media.HearsSoundAsync(alice);

        foreach (var (one, other) in new[] { (alice, bob), (bob, alice) })
        {
            await one.ToggleMicrophoneAsync();
            await other.Media.HearsSilenceAsync(one);
            await one.ToggleMicrophoneAsync();
            await other.Media.HearsSoundAsync(one);
        }

        await alice.SeesCallLastingAsync(TimeSpan.FromSeconds(3));
        await bob.SeesCallLastingAsync(TimeSpan.FromSeconds(3));
        await alice.EndCallAsync();
        await alice.SeesNoCallAsync();
        await bob.SeesNoCallAsync();
    });

    [Fact]
    public Task Test_2_a_video_call() => PlayAsync(service.Running, async stage =>
    {
        var (alice, bob, _) = await stage.TwoInARoomAsync();
        var (askedOfAlice, askedOfBob) = (await AskedDevices.OfAsync(alice), await AskedDevices.OfAsync(bob));

        await alice.CallAsync(CallType.Video);
        await askedOfAlice.AreAsync("audio and video");
        await alice.SeesOwnPictureAsync();
        await bob.SeesPopupAsync(alice, CallType.Video);
        await bob.AcceptAsync();
        await askedOfBob.AreAsync("audio and video");
        await AreConnectedAsync(alice, bob);
        await SeeEachOtherAsync(alice, bob);
        await AssertPlacesAsync(alice, bob);
        await AssertPlacesAsync(bob, alice);

        await alice.ToggleCameraAsync();
        await bob.SeesCameraAsync(alice, on: false);
        await bob.Media.NoLongerSeesAsync(alice);
        await alice.ToggleCameraAsync();
        await bob.SeesCameraAsync(alice, on: true);

        await alice.ToggleMicrophoneAsync();
        await bob.Media.HearsSilenceAsync(alice);
        await alice.ToggleMicrophoneAsync();
        await bob.Media.HearsSoundAsync(alice);
        await SeeEachOtherAsync(alice, bob);
    });

    [Fact]
    public Task Test_3_a_call_that_is_rejected() => PlayAsync(service.Running, async stage =>
    {
        var (alice, bob, _) = await stage.TwoInARoomAsync();

        await alice.CallAsync(CallType.Audio);
        await bob.SeesPopupAsync(alice, CallType.Audio);
        await bob.DeclineAsync();
        await alice.SeesNoticeAsync("Call rejected");
        await alice.SeesNoCallAsync();
        await bob.SeesNoCallAsync();
    });

    [Fact]
    public Task Test_4_several_participants() => PlayAsync(service.Running, async stage =>
    {
        var alice = await stage.EnterAsync("Alice");
        User[] others = [await stage.EnterAsync("Bob"), await stage.EnterAsync("Carol"), await stage.EnterAsync("Dave")];
        await alice.CreateRoomAsync("Four", others);

        await alice.CallAsync(CallType.Audio);
        foreach (var other in others)
        {
            await other.SeesPopupAsync(alice, CallType.Audio);
        }

        foreach (var other in others)
        {
            await other.AcceptAsync();
        }

        User[] all = [alice, .. others];
        foreach (var one in all)
        {
            await one.Media.IsConnectedWithAsync([.. all.Where(other => other != one)]);
            await one.SeesPeersAsync([.. all.Where(other => other != one)]);
        }
    });

    private static Task AreConnectedAsync(User one, User other) => Task.WhenAll(one.Media.IsConnectedWithAsync(other), other.Media.IsConnectedWithAsync(one));

    private static async Task SeeEachOtherAsync(User one, User other)
    {
        await one.SeesOwnPictureAsync();
        await other.SeesOwnPictureAsync();
        await one.Media.SeesAsync(other);
        await other.Media.SeesAsync(one);
    }

    // The own picture at the bottom right, the other's over nearly all of the page.
    private static async Task AssertPlacesAsync(User user, User other)
    {
        var page = await BoxAsync(user, "#call-ui-container");
        var own = await BoxAsync(user, "[data-testid=local-video]");
        var theirs = await BoxAsync(user, $"[data-testid=remote-tile][data-user='{other.Id}']");

        Assert.True(own.X + (own.Width / 2) > page.X + (page.Width / 2), "The own picture is not on the right.");
        Assert.True(own.Y + (own.Height / 2) > page.Y + (page.Height / 2), "The own picture is not at the bottom.");
        Assert.True(own.Width * own.Height < theirs.Width * theirs.Height / 8, "The own picture is not small.");
        Assert.True(theirs.Width * theirs.Height > 0.7f * page.Width * page.Height, "The other's picture does not fill the page.");
    }

    private static async Task<LocatorBoundingBoxResult> BoxAsync(User user, string selector) =>
        await user.Page.Locator(selector).BoundingBoxAsync() ?? throw new InvalidOperationException($"{selector} is not to be seen.");
}
