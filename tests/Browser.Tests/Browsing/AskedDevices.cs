using Microsoft.Playwright;

namespace FChat.Browsing;

/// <summary>
/// What a page has asked the browser for. A browser without a person shows no permission dialog; that it was asked, and
/// for what, is all there is to it: asking is what opens the dialog (https://www.w3.org/TR/mediacapture-streams/#dom-mediadevices-getusermedia).
/// </summary>
internal sealed class AskedDevices(IPage page)
{
    private const string Listen =
        """
        () => {
          window.askedDevices = [];
          const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
          navigator.mediaDevices.getUserMedia = (wanted) => {
            window.askedDevices.push(["audio", "video"].filter((kind) => wanted[kind]).join(" and "));
            return ask(wanted);
          };
        }
        """;

    /// <summary>Begins to listen.</summary>
    public static async Task<AskedDevices> OfAsync(User user)
    {
        await user.Page.EvaluateAsync(Listen);
        return new AskedDevices(user.Page);
    }

    /// <summary>Waits until the browser was asked for these and nothing else: <c>audio</c>, <c>audio and video</c>.</summary>
    public async Task AreAsync(string kinds)
    {
        var asked = await Until.AnswerAsync(() => page.EvaluateAsync<string[]>("() => window.askedDevices"), all => all.Length > 0, Patience.ForThePage);
        Assert.All(asked, one => Assert.Equal(kinds, one));
    }

    /// <summary>Nothing was asked for yet.</summary>
    public async Task AreNoneAsync() => Assert.Empty(await page.EvaluateAsync<string[]>("() => window.askedDevices"));
}
