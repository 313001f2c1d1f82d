using Microsoft.Playwright;

namespace FChat.Scenes;

/// <summary>A silo's media servers with one room on the shared Janus, and one page.</summary>
public abstract class MediaScene(SharedJanus janus, MediaBrowser browser) : IAsyncLifetime
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(700);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private IPage? _page;
    private SfuHost? _host;
    private RoomScene? _scene;

    /// <summary>A wish for all that there is.</summary>
    protected static SfuWish Everything { get; } = new(SfuLayer.High, Screen: true, Audio: true);

    protected JanusServer Server => janus.Server;

    protected SfuHost Silo => _host!;

    protected RoomScene Scene => _scene!;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        _host = await SfuHost.Start(janus.Server);
        _scene = await _host.Open();
        _page = await browser.OpenPage();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _page!.CloseAsync();
        await Scene.DisposeAsync();
        await Silo.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected BrowserPeer NewPeer() => new(_page!);

    /// <summary>Waits until no packet of a kind has come for a while.</summary>
    /// <returns>How many came until then.</returns>
    internal static async Task<long> Stops(BrowserPeer receiver, string kind)
    {
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        using var timer = new PeriodicTimer(Quiet, TimeProvider.System);
        for (long before = -1; ;)
        {
            var now = (await receiver.Received()).Where(line => line.Kind == kind).Sum(line => line.Packets);
            if (now == before)
            {
                return now;
            }

            Assert.False(patience.IsCancellationRequested, $"{kind} goes on: {now} packets, {before} before");
            before = now;
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }
}
