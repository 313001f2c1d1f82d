using Microsoft.Playwright;

namespace FChat.Browsing;

/// <summary>
/// What a page's connections receive, by their statistics (W3C identifiers for WebRTC statistics): inbound audio
/// packets, decoded video frames. It looks through <c>window.FChatDiagnostics</c>.
/// </summary>
internal sealed class MediaFlow(IPage page)
{
    // More than a lost connection would still deliver from its buffers.
    private const int Enough = 15;

    private const string Count = """
        async (peer, kind) => {
          const connection = window.FChatDiagnostics.peers()[peer];
          if (!connection) return -1;
          const inbound = [...(await connection.getStats()).values()].filter((s) => s.type === "inbound-rtp" && s.kind === kind);
          return inbound.reduce((sum, s) => sum + ((kind === "video" ? s.framesDecoded : s.packetsReceived) ?? 0), 0);
        }
        """;

    /// <summary>Waits until the peer's voice comes in: packets, more than there were.</summary>
    public Task HearsAsync(User peer) => GrowsAsync(peer, "audio");

    /// <summary>Waits until the peer's picture moves: decoded frames, more than there were.</summary>
    public Task SeesAsync(User peer) => GrowsAsync(peer, "video");

    /// <summary>Waits until the peer's picture stands still: no new frame in half a second.</summary>
    public Task NoLongerSeesAsync(User peer) => WaitAsync(
        $$"""
        async ({ peer }) => {
          const count = {{Count}};
          const before = await count(peer, "video");
          await new Promise((resolve) => setTimeout(resolve, 500));
          return before >= 0 && (await count(peer, "video")) === before;
        }
        """,
        new { peer = peer.Id });

    /// <summary>Waits until there is sound in what comes in: its energy grows.</summary>
    public Task HearsSoundAsync(User peer) => EnergyAsync(peer, "after - before > least");

    /// <summary>
    /// Waits until what comes in is silence: packets, and no energy in them. A decoder may leave the last bit of its
    /// samples set for ever, which is a billionth; a beep of the fake microphone is some hundredths.
    /// </summary>
    public Task HearsSilenceAsync(User peer) => EnergyAsync(peer, "after - before < least");

    /// <summary>
    /// A mark on the present connection with a peer and on its last negotiation: equal marks mean the same connection,
    /// not negotiated anew since.
    /// </summary>
    public Task<string> NegotiationAsync(User peer) => page.EvaluateAsync<string>(
        """
        (peer) => {
          const connection = window.FChatDiagnostics.peers()[peer];
          connection.mark ??= crypto.randomUUID();
          return [connection.mark, connection.localDescription.sdp.match(/^o=.*$/m)[0], connection.remoteDescription.sdp.match(/^o=.*$/m)[0]].join(" ");
        }
        """,
        peer.Id);

    /// <summary>A mark on the present connection with a peer: it outlives negotiations.</summary>
    public Task<string> ConnectionAsync(User peer) =>
        page.EvaluateAsync<string>("(peer) => (window.FChatDiagnostics.peers()[peer].mark ??= crypto.randomUUID())", peer.Id);

    /// <summary>Waits until there is a connected connection with each of these peers and with nobody else.</summary>
    public Task IsConnectedWithAsync(params User[] peers) => WaitAsync(
        """
        ({ peers }) => {
          const connections = window.FChatDiagnostics.peers();
          return Object.keys(connections).length === peers.length && peers.every((peer) => connections[peer]?.connectionState === "connected");
        }
        """,
        new { peers = peers.Select(peer => peer.Id).ToArray() });

    /// <summary>Every device is released and every connection gone.</summary>
    public Task IsOverAsync() => WaitAsync(
        "() => window.FChatDiagnostics.call() === null && Object.keys(window.FChatDiagnostics.peers()).length === 0", new { });

    private async Task GrowsAsync(User peer, string kind)
    {
        var before = await page.EvaluateAsync<int>($"({{ peer, kind }}) => ({Count})(peer, kind)", new { peer = peer.Id, kind });
        await WaitAsync(
            $"async ({{ peer, kind, above }}) => await ({Count})(peer, kind) > above",
            new { peer = peer.Id, kind, above = Math.Max(before, 0) + Enough });
    }

    /// <summary>The fake microphone beeps once a second: in a little more than one there is a beep, or there is none.</summary>
    private Task EnergyAsync(User peer, string condition) => WaitAsync(
        $$"""
        async ({ peer }) => {
          const energy = async () => {
            const stats = [...(await window.FChatDiagnostics.peers()[peer].getStats()).values()];
            return stats.find((s) => s.type === "inbound-rtp" && s.kind === "audio")?.totalAudioEnergy ?? 0;
          };
          const least = 1e-6;
          const before = await energy();
          await new Promise((resolve) => setTimeout(resolve, 1200));
          const after = await energy();
          return {{condition}};
        }
        """,
        new { peer = peer.Id });

    /// <summary>
    /// Asks until the answer is yes. Not by Playwright's WaitForFunction, which does not wait for an answer that is a
    /// promise: to it, any promise is a yes.
    /// </summary>
    private async Task WaitAsync(string predicate, object argument) =>
        await Until.AnswerAsync(() => page.EvaluateAsync<bool>(predicate, argument), yes => yes, Patience.ForMedia);
}
