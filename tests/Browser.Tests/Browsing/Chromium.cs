using Microsoft.Playwright;

namespace FChat.Browsing;

/// <summary>
/// One real Chromium for all tests, with devices that make a picture and a beep. Permissions are given per context;
/// without one the browser refuses as it would for a person who clicked "Block".
/// </summary>
public class Chromium : IAsyncLifetime
{
    /// <summary>Three microphones and four cameras. The second and third camera speak formats that nobody decodes here.</summary>
    private protected const string FakeDevices = "--use-fake-device-for-media-stream=device-count=4";

    /// <summary>A host that is this machine and yet no secure origin, as any page without HTTPS.</summary>
    public const string InsecureHost = "insecure.test";

    private static readonly string[] Arguments =
    [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        $"--host-resolver-rules=MAP {InsecureHost} 127.0.0.1",
        "--autoplay-policy=no-user-gesture-required",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
        "--disable-domain-reliability",
    ];

    private readonly string[] _arguments;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public Chromium()
        : this(FakeDevices)
    {
    }

    private protected Chromium(params string[] more) => _arguments = [.. Arguments, .. more];

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        Assertions.SetDefaultExpectTimeout((float)Patience.ForThePage.TotalMilliseconds);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("FCHAT_CHROMIUM") ?? "/usr/bin/chromium",
            Args = _arguments,
        });
    }

    /// <summary>A browser of one person: cookies, storage and permissions of its own.</summary>
    /// <param name="manner">What is unusual about it: its language, its size, its colours.</param>
    public async Task<IBrowserContext> OpenAsync(bool mayUseDevices, Action<BrowserNewContextOptions>? manner = null)
    {
        var browser = _browser ?? throw new InvalidOperationException("The browser is not started.");
        var options = new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = 1024, Height = 640 },
            Permissions = mayUseDevices ? ["microphone", "camera"] : [],
        };
        manner?.Invoke(options);
        var context = await browser.NewContextAsync(options);
        context.SetDefaultTimeout((float)Patience.ForThePage.TotalMilliseconds);
        return context;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.CloseAsync();
        }

        _playwright?.Dispose();
        GC.SuppressFinalize(this);
    }
}
