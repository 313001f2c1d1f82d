using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FChat.Media;

/// <summary>A look at camera, microphone and speaker before a call.</summary>
public sealed class PreJoinTests(Chromium browser, SharedService service) : BrowserTest(browser)
{
    [Fact]
    public Task An_audio_call_starts_from_there_muted_as_it_was_left_and_takes_no_camera_along() => PlayAsync(service.Running, async stage =>
    {
        var (alice, bob, _) = await stage.TwoInARoomAsync();
        await alice.LookFirstAsync();
        await SeesPreviewAsync(alice);
        await alice.PressAsync("preview-microphone");
        await Expect(alice.Page.GetByTestId("preview-microphone")).ToHaveAttributeAsync("aria-pressed", "false");

        await alice.PressAsync("pre-join-audio");
        await bob.SeesPopupAsync(alice, CallType.Audio);
        await Expect(alice.Page.GetByTestId("pre-join")).ToHaveCountAsync(0);
        await bob.AcceptAsync();
        await alice.Media.IsConnectedWithAsync(bob);
        await alice.SeesMicrophoneAsync(on: false);
        await bob.SeesMutedAsync(alice);
        await bob.SeesCameraAsync(alice, on: false);
        await alice.Media.HearsSoundAsync(bob);
    });

    [Fact]
    public Task What_is_off_there_is_off_in_the_call() => PlayAsync(service.Running, async stage =>
    {
        var (alice, bob, _) = await stage.TwoInARoomAsync();
        await alice.LookFirstAsync();
        await SeesPreviewAsync(alice);
        await alice.PressAsync("preview-camera");
        await Expect(alice.Page.GetByTestId("preview")).ToBeHiddenAsync();
        await alice.GoInAsync();
        await bob.SeesPopupAsync(alice, CallType.Video);
        await bob.AcceptAsync();
        await bob.Media.IsConnectedWithAsync(alice);
        await bob.SeesCameraAsync(alice, on: false);
        await bob.Media.HearsSoundAsync(alice);
        Assert.True(await bob.Page.GetByTestId("remote-audio").EvaluateAsync<bool>("(voice) => !voice.paused && voice.currentTime > 0"));
        await alice.SeesNoOwnPictureAsync();
    });

    [Fact]
    public Task The_meter_shows_how_loud_the_microphone_hears_its_user() => PlayAsync(service.Running, async stage =>
    {
        var (alice, _, _) = await stage.TwoInARoomAsync();
        await alice.HumAsync();
        await alice.LookFirstAsync();
        await alice.Page.WaitForFunctionAsync("() => document.querySelector('[data-testid=level]')?.value > 0.5");
    });

    [Fact]
    public Task Another_camera_and_another_speaker_are_used_as_soon_as_they_are_picked() => PlayAsync(service.Running, async stage =>
    {
        var (alice, bob, _) = await stage.TwoInARoomAsync();
        await alice.LookFirstAsync();
        await SeesPreviewAsync(alice);
        var before = await CameraAsync(alice);
        var camera = await PickAsync(alice, "pick-camera", name => name != before);
        await Until.AnswerAsync(() => CameraAsync(alice), now => now == camera, Patience.ForThePage);
        var microphone = await PickAsync(alice, "pick-microphone", name => !name.Contains("Default", StringComparison.Ordinal));
        var speaker = await PickAsync(alice, "pick-speaker", name => !name.Contains("Default", StringComparison.Ordinal));

        await alice.GoInAsync();
        await bob.SeesPopupAsync(alice, CallType.Video);
        await bob.AcceptAsync();
        await alice.Media.IsConnectedWithAsync(bob);
        var sent = new SentMedia(alice.Page);
        await sent.IsFromAsync(bob, "video", camera);
        await sent.IsFromAsync(bob, "audio", microphone);
        var chosen = await alice.Page.EvaluateAsync<string>(
            "async (name) => (await navigator.mediaDevices.enumerateDevices()).find(({ kind, label }) => kind === 'audiooutput' && label === name).deviceId", speaker);
        await Until.AnswerAsync(
            () => alice.Page.GetByTestId("remote-audio").EvaluateAsync<string>("(voice) => voice.sinkId"), sink => sink == chosen, Patience.ForThePage);
    });

    [Fact]
    public Task The_speaker_is_tested_by_sound_that_really_plays() => PlayAsync(service.Running, async stage =>
    {
        var (alice, _, _) = await stage.TwoInARoomAsync();
        await alice.Page.EvaluateAsync(
            """
            () => {
              const play = HTMLMediaElement.prototype.play;
              HTMLMediaElement.prototype.play = async function () {
                await play.call(this);
                const context = new AudioContext();
                const analyser = new AnalyserNode(context);
                context.createMediaStreamSource(this.srcObject).connect(analyser);
                const samples = new Float32Array(analyser.fftSize);
                const listen = () => {
                  analyser.getFloatTimeDomainData(samples);
                  if (samples.some((sample) => Math.abs(sample) > 0.01)) window.heardTheTest = true;
                  else requestAnimationFrame(listen);
                };
                listen();
              };
            }
            """);
        await alice.PressAsync("settings");
        await alice.PressAsync("test-speaker");
        await Until.AnswerAsync(() => alice.Page.EvaluateAsync<bool>("() => window.heardTheTest === true"), heard => heard, Patience.ForThePage);
    });

    private static async Task SeesPreviewAsync(User user)
    {
        await Expect(user.Page.GetByTestId("preview")).ToBeVisibleAsync();
        await user.Page.WaitForFunctionAsync("() => document.querySelector('[data-testid=preview]').videoWidth > 0");
    }

    private static Task<string> CameraAsync(User user) =>
        user.Page.GetByTestId("preview").EvaluateAsync<string>("(video) => video.srcObject?.getVideoTracks()[0]?.label ?? ''");

    /// <summary>Picks the last device that will do, by name. Returns it.</summary>
    private static async Task<string> PickAsync(User user, string picker, Func<string, bool> willDo)
    {
        var select = user.Page.GetByTestId(picker);
        var names = await Until.AnswerAsync(() => select.Locator("option").AllInnerTextsAsync(), all => all.Count > 1, Patience.ForThePage);
        var name = names.Last(willDo);
        await select.SelectOptionAsync(new SelectOptionValue { Label = name });
        return name;
    }
}
