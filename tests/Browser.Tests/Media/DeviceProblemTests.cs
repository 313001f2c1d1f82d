namespace FChat.Media;

/// <summary>Why a microphone cannot be had: each reason has its own help, and none of them is the end.</summary>
public sealed class DeviceProblemTests(Chromium browser, SharedService service) : BrowserTest(browser)
{
    [Theory]
    [InlineData("NotAllowedError", "Permission dismissed", "dismissed")]
    [InlineData("NotReadableError", "Could not start audio source", "busy")]
    [InlineData("InvalidStateError", "", "unknown")]
    public Task What_stands_in_the_way_is_said_and_once_it_is_gone_the_call_is_made(string error, string message, string problem) =>
        PlayAsync(service.Running, async stage =>
        {
            var (alice, bob, _) = await stage.TwoInARoomAsync();
            var devices = new SentMedia(alice.Page);
            await devices.BreakDevicesAsync(error, message);
            await alice.CallAsync(CallType.Audio);
            await alice.SeesHelpAsync(problem);
            await alice.SeesNoCallAsync();
            await bob.SeesNoPopupAsync();

            await devices.MendDevicesAsync();
            await alice.RetryDevicesAsync();
            await alice.CallAsync(CallType.Audio);
            await bob.SeesPopupAsync(alice, CallType.Audio);
        });

    [Fact]
    public Task A_user_who_has_blocked_the_microphone_and_allows_it_then_may_call() => PlayAsync(service.Running, async stage =>
    {
        var alice = await stage.EnterAsync("Alice", mayUseDevices: false);
        var bob = await stage.EnterAsync("Bob");
        await alice.CreateRoomAsync("Two", bob);
        await alice.CallAsync(CallType.Video);
        await alice.SeesHelpAsync("blocked");

        await alice.Page.Context.GrantPermissionsAsync(["microphone", "camera"]);
        await alice.RetryDevicesAsync();
        await alice.CallAsync(CallType.Video);
        await bob.SeesPopupAsync(alice, CallType.Video);
    });

    [Fact]
    public Task A_page_without_HTTPS_says_so_before_and_when_it_is_asked_for_a_call() => PlayAsync(service.Running, async stage =>
    {
        var insecure = new UriBuilder(stage.Service.Address) { Host = Chromium.InsecureHost }.Uri;
        var alice = await stage.EnterAsync("Alice", through: insecure);
        alice.Troubles.Expect("Cross-Origin-Opener-Policy"); // a header that such a page cannot follow
        var bob = await stage.EnterAsync("Bob");
        await alice.CreateRoomAsync("Two", bob);
        await alice.SeesInsecureWarningAsync();

        await alice.CallAsync(CallType.Audio);
        await alice.SeesHelpAsync("insecure");
        await bob.SeesNoPopupAsync();
    });
}
