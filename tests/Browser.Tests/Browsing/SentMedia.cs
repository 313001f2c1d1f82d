using Microsoft.Playwright;

namespace FChat.Browsing;

/// <summary>What a page sends, and what stands in the way of it.</summary>
internal sealed class SentMedia(IPage page)
{
    /// <summary>The name of the device whose sound or picture goes to a peer; empty when there is none.</summary>
    /// <param name="kind"><c>audio</c> or <c>video</c>, the camera.</param>
    public Task<string> DeviceAsync(User peer, string kind) => page.EvaluateAsync<string>(
        """
        ({ peer, kind }) => {
          const senders = window.FChatDiagnostics.peers()[peer].getSenders();
          return senders.find((sender) => sender.track?.kind === kind)?.track.label ?? "";
        }
        """,
        new { peer = peer.Id, kind });

    /// <summary>Waits until it is this device.</summary>
    public async Task IsFromAsync(User peer, string kind, string device) =>
        await Until.AnswerAsync(() => DeviceAsync(peer, kind), name => name == device, Patience.ForThePage);

    /// <summary>From now on no device can be had, for this reason; the browser itself has none of these by command.</summary>
    public Task BreakDevicesAsync(string error, string message) => page.EvaluateAsync(
        """
        ({ error, message }) => {
          navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException(message, error));
        }
        """,
        new { error, message });

    /// <summary>The browser answers for the devices again.</summary>
    public Task MendDevicesAsync() => page.EvaluateAsync("() => { delete navigator.mediaDevices.getUserMedia; }");
}
