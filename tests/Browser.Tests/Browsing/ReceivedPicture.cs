using System.Text.Json;
using Microsoft.Playwright;

namespace FChat.Browsing;

/// <summary>What a page receives of somebody's camera.</summary>
/// <param name="Width">Pixels of the last picture; 0 before the first.</param>
/// <param name="Bytes">Since the connection was made.</param>
/// <param name="Frames">Decoded since then.</param>
internal sealed record ReceivedPicture(int Width, long Bytes, long Frames)
{
    /// <summary>As it is now.</summary>
    public static async Task<ReceivedPicture> OfAsync(IPage page, User peer) => JsonSerializer.Deserialize<ReceivedPicture>(await page.EvaluateAsync<string>(
        """
        async (peer) => {
          const stats = [...((await window.FChatDiagnostics.peers()[peer]?.getStats()) ?? new Map()).values()];
          const camera = stats.find((s) => s.type === "inbound-rtp" && s.kind === "video" && s.mid === "1");
          return JSON.stringify({ Width: camera?.frameWidth ?? 0, Bytes: camera?.bytesReceived ?? 0, Frames: camera?.framesDecoded ?? 0 });
        }
        """,
        peer.Id))!;

    /// <summary>Bytes a second, measured over two seconds.</summary>
    public static async Task<double> RateAsync(IPage page, User peer)
    {
        var (before, begun) = (await OfAsync(page, peer), TimeProvider.System.GetTimestamp());
        await Until.AnswerAsync(() => Task.FromResult(TimeProvider.System.GetElapsedTime(begun)), passed => passed >= TimeSpan.FromSeconds(2), Patience.ForThePage);
        return ((await OfAsync(page, peer)).Bytes - before.Bytes) / TimeProvider.System.GetElapsedTime(begun).TotalSeconds;
    }
}
