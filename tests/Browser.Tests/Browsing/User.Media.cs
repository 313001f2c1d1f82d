using static Microsoft.Playwright.Assertions;

namespace FChat.Browsing;

/// <summary>Devices, quality and screens of a <see cref="User"/>.</summary>
public sealed partial class User
{
    /// <summary>In the help about devices: asks the browser again, which closes it.</summary>
    public async Task RetryDevicesAsync()
    {
        await Find("help-retry").ClickAsync();
        await Expect(Help).ToBeHiddenAsync();
    }

    /// <summary>Looks at camera and microphone before the call of the open room.</summary>
    public Task LookFirstAsync() => Find("check-devices").ClickAsync();

    /// <summary>Goes from there into the call, with whatever there is.</summary>
    public Task GoInAsync() => Find("pre-join-go").ClickAsync();

    /// <summary>The warning that this page has no devices.</summary>
    public Task SeesInsecureWarningAsync() => Expect(Find("insecure-warning")).ToBeVisibleAsync();

    /// <summary>The score of the connection with somebody: <c>excellent</c>, <c>good</c>, <c>poor</c> or <c>lost</c>.</summary>
    public Task SeesQualityAsync(User peer, string quality) => Expect(TileOf(peer)).ToHaveAttributeAsync(
        "data-quality", quality, new() { Timeout = (float)Patience.ForMedia.TotalMilliseconds });

    /// <summary>The microphone hears a steady tone from now on; the browser's own only beeps, which nobody takes for a voice.</summary>
    public Task HumAsync() => Page.EvaluateAsync(
        """
        () => {
          const real = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
          navigator.mediaDevices.getUserMedia = async (wish) => {
            const stream = await real(wish);
            if (!wish.audio) return stream;
            const context = new AudioContext();
            const out = context.createMediaStreamDestination();
            const tone = new OscillatorNode(context, { frequency: 220 });
            tone.connect(out);
            tone.start();
            return new MediaStream([...out.stream.getAudioTracks(), ...stream.getVideoTracks()]);
          };
        }
        """);

    /// <summary>Somebody's screen, with a picture in it.</summary>
    public async Task SeesScreenAsync()
    {
        await Expect(Find("remote-screen")).ToBeVisibleAsync();
        await Page.WaitForFunctionAsync("() => document.querySelector('[data-testid=remote-screen-video]')?.videoWidth > 0");
    }
}
