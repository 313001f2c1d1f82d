using System.Reflection;
using Microsoft.Playwright;

namespace FChat.Browsing;

/// <summary>One real Chromium for all tests. Its pages make their own sound and pictures, so they need no devices and no permission.</summary>
public sealed class MediaBrowser : IAsyncLifetime
{
    // Without a permission browsers hide their addresses behind names of multicast DNS, which nobody answers here.
    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--autoplay-policy=no-user-gesture-required", "--disable-features=WebRtcHideLocalIpsWithMdns",
        "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run", "--disable-domain-reliability",
    ];

    private static readonly string Script = ReadScript();

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("FCHAT_CHROMIUM") ?? "/usr/bin/chromium",
            Args = Arguments,
        });
    }

    /// <summary>A page for peer connections. Closing it ends them.</summary>
    public async Task<IPage> OpenPage()
    {
        var page = await (_browser ?? throw new InvalidOperationException("The browser is not started.")).NewPageAsync();
        await page.AddScriptTagAsync(new PageAddScriptTagOptions { Content = Script });
        return page;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.CloseAsync();
        }

        _playwright?.Dispose();
    }

    private static string ReadScript()
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("peers.js")!);
        return reader.ReadToEnd();
    }
}
