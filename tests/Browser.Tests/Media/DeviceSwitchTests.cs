using Microsoft.Playwright;

namespace FChat.Media;

/// <summary>Another microphone or camera in the middle of a call.</summary>
public sealed class DeviceSwitchTests(Chromium browser, SharedService service) : BrowserTest(browser)
{
    [Fact]
    public Task Another_microphone_and_camera_come_on_the_same_lines_and_the_other_one_hears_and_sees_on() => PlayAsync(service.Running, async stage =>
    {
        var (alice, bob, _) = await stage.TwoInACallAsync(CallType.Video);
        await bob.Media.SeesAsync(alice);
        var sent = new SentMedia(alice.Page);
        var negotiation = await alice.Media.NegotiationAsync(bob);

        foreach (var (kind, picker) in new[] { ("audio", "pick-microphone"), ("video", "pick-camera") })
        {
            var before = await sent.DeviceAsync(bob, kind);
            var other = await PickAnotherAsync(alice, picker, before);
            await sent.IsFromAsync(bob, kind, other);
        }

        await bob.Media.SeesAsync(alice);
        await bob.Media.HearsSoundAsync(alice);
        Assert.Equal(negotiation, await alice.Media.NegotiationAsync(bob));
    });

    [Fact]
    public Task A_device_that_was_chosen_is_used_in_the_next_call_too_and_when_the_camera_comes_back() => PlayAsync(service.Running, async stage =>
    {
        var (alice, bob, _) = await stage.TwoInACallAsync(CallType.Video);
        var sent = new SentMedia(alice.Page);
        var camera = await PickAnotherAsync(alice, "pick-camera", await sent.DeviceAsync(bob, "video"));
        await sent.IsFromAsync(bob, "video", camera);

        await alice.ToggleCameraAsync();
        await bob.SeesCameraAsync(alice, on: false);
        await alice.ToggleCameraAsync();
        await bob.SeesCameraAsync(alice, on: true);
        Assert.Equal(camera, await sent.DeviceAsync(bob, "video"));

        await alice.ReloadAsync();
        await alice.Media.IsConnectedWithAsync(bob);
        await bob.Media.SeesAsync(alice);
        Assert.Equal(camera, await sent.DeviceAsync(bob, "video"));
    });

    /// <summary>Picks the last device that is not the present one, by name. Returns it.</summary>
    private static async Task<string> PickAnotherAsync(User user, string picker, string present)
    {
        await user.Page.GetByTestId("call-settings").ClickAsync();
        var select = user.Page.GetByTestId(picker);
        var names = await Until.AnswerAsync(() => select.Locator("option").AllInnerTextsAsync(), all => all.Count > 1, Patience.ForThePage);
        var other = names.Last(name => name != present && !name.Contains("Default", StringComparison.Ordinal));
        await select.SelectOptionAsync(new SelectOptionValue { Label = other });
        await user.Page.GetByTestId("settings-window-close").ClickAsync();
        return other;
    }
}
