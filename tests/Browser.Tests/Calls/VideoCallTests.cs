namespace FChat.Calls;

public sealed class VideoCallTests(Chromium browser, SharedService service) : BrowserTest(browser)
{
    [Fact]
    public Task Two_who_accept_a_video_call_see_and_hear_each_other_and_themselves() => PlayAsync(service.Running, async stage =>
    {
        var (alice, bob, _) = await stage.TwoInARoomAsync();

        await alice.CallAsync(CallType.Video);
        await alice.SeesOwnPictureAsync();
        await bob.SeesPopupAsync(alice, CallType.Video);
        await bob.AcceptAsync();

        await bob.SeesOwnPictureAsync();
        await alice.SeesPeersAsync(bob);
        await bob.SeesPeersAsync(alice);
        await alice.Media.SeesAsync(bob);
        await bob.Media.SeesAsync(alice);
        await alice.Media.HearsAsync(bob);
        await bob.Media.HearsAsync(alice);
        await alice.SeesCallAsync("Connected");
    });

    [Fact]
    public Task An_audio_call_gets_pictures_when_cameras_are_switched_on_without_negotiating() => PlayAsync(service.Running, async stage =>
    {
        var (alice, bob, _) = await stage.TwoInARoomAsync();
        var asked = await AskedDevices.OfAsync(alice);
        await alice.CallAsync(CallType.Audio);
        await asked.AreAsync("audio");
        await bob.SeesPopupAsync(alice, CallType.Audio);
        await bob.AcceptAsync();
        await bob.Media.HearsAsync(alice);
        var before = await bob.Media.NegotiationAsync(alice);

        await alice.Page.Keyboard.PressAsync("v");
        await alice.SeesOwnPictureAsync();
        await bob.SeesCameraAsync(alice, on: true);
        await bob.Media.SeesAsync(alice);
        await bob.SeesNoOwnPictureAsync();
        await bob.ToggleCameraAsync();
        await alice.Media.SeesAsync(bob);
        Assert.Equal(before, await bob.Media.NegotiationAsync(alice));

        await alice.ToggleCameraAsync();
        await bob.SeesCameraAsync(alice, on: false);
        await bob.Media.HearsAsync(alice);
    });

    [Fact]
    public Task A_video_call_that_is_accepted_with_audio_only_asks_for_no_camera_and_shows_the_others() => PlayAsync(service.Running, async stage =>
    {
        var (alice, bob, _) = await stage.TwoInARoomAsync();
        var asked = await AskedDevices.OfAsync(bob);
        await alice.CallAsync(CallType.Video);
        await bob.SeesPopupAsync(alice, CallType.Video);
        await bob.PressAsync("incoming-accept-audio");
        await asked.AreAsync("audio");

        await bob.Media.SeesAsync(alice);
        await alice.SeesCameraAsync(bob, on: false);
        await alice.Media.HearsSoundAsync(bob);
        await bob.SeesNoOwnPictureAsync();
        await bob.ToggleCameraAsync();
        await alice.Media.SeesAsync(bob);
    });

    [Fact]
    public Task A_camera_that_is_switched_off_and_on_stops_and_starts_the_picture_without_negotiating() => PlayAsync(service.Running, async stage =>
    {
        var (alice, bob, _) = await stage.TwoInACallAsync(CallType.Video);
        await bob.Media.SeesAsync(alice);
        var before = await bob.Media.NegotiationAsync(alice);

        await alice.ToggleCameraAsync();
        await alice.SeesNoOwnPictureAsync();
        await bob.SeesCameraAsync(alice, on: false);
        await bob.Media.NoLongerSeesAsync(alice);
        await alice.Media.SeesAsync(bob);

        await alice.ToggleCameraAsync();
        await alice.SeesOwnPictureAsync();
        await bob.SeesCameraAsync(alice, on: true);
        await bob.Media.SeesAsync(alice);
        Assert.Equal(before, await bob.Media.NegotiationAsync(alice));
    });
}
