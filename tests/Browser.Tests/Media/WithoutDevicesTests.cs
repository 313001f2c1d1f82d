namespace FChat.Media;

/// <summary>Somebody whose machine has no microphone and no camera.</summary>
public sealed class WithoutDevicesTests(Chromium browser, BareChromium bare, SharedService service) : BrowserTest(browser), IClassFixture<BareChromium>
{
    [Fact]
    public Task Calls_nobody_by_the_buttons_and_is_told_why() => PlayAsync(service.Running, async stage =>
    {
        var alice = await stage.EnterAsync("Alice", at: bare);
        var bob = await stage.EnterAsync("Bob");
        await alice.CreateRoomAsync("Two", bob);

        await alice.CallAsync(CallType.Audio);
        await alice.SeesHelpAsync("no_device");
        await bob.SeesNoPopupAsync();
    });

    [Fact]
    public Task May_call_all_the_same_after_a_look_at_what_there_is_and_hears_the_others() => PlayAsync(service.Running, async stage =>
    {
        var alice = await stage.EnterAsync("Alice", at: bare);
        var bob = await stage.EnterAsync("Bob");
        await alice.CreateRoomAsync("Two", bob);

        await alice.LookFirstAsync();
        await alice.GoInAsync();
        await bob.SeesPopupAsync(alice, CallType.Video);
        await bob.AcceptAsync();
        await alice.Media.IsConnectedWithAsync(bob);
        await alice.Media.HearsSoundAsync(bob);
        await alice.Media.SeesAsync(bob);
        await bob.SeesMutedAsync(alice);
        await bob.SeesPeerAsync(alice, "connected");
    });
}
