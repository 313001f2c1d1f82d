using System.IO.Compression;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FChat.Page;

/// <summary>What a browser fetches before it can show anything.</summary>
public sealed class SizeTests(Chromium browser, SharedService service) : BrowserTest(browser)
{
    private const int Most = 60_000;

    [Theory]
    [InlineData("en")]
    [InlineData("de")]
    public Task The_page_is_less_than_60_KB_compressed(string language) => PlayAsync(service.Running, async stage =>
    {
        var fetched = new List<string>();
        var alice = await stage.ArriveAsync("Alice", options => options.Locale = language);
        alice.Page.Request += (_, request) => fetched.Add(request.Url);
        await alice.Page.GotoAsync(stage.Service.Address.ToString());
        await Expect(alice.Page.GetByTestId("sign-in")).ToBeVisibleAsync();
        await Expect(alice.Page.Locator("html")).ToHaveAttributeAsync("lang", language);

        using var client = new HttpClient();
        var sizes = new Dictionary<string, int>();
        foreach (var address in fetched.Where(address => !address.EndsWith(".svg", StringComparison.Ordinal)).Distinct())
        {
            sizes[address] = Compressed(await client.GetByteArrayAsync(address, TestContext.Current.CancellationToken));
        }

        Assert.Contains(sizes.Keys, address => address.EndsWith(".css", StringComparison.Ordinal));
        Assert.Contains(sizes.Keys, address => address.Contains($"/{language}-", StringComparison.Ordinal));
        Assert.True(sizes.Values.Sum() < Most, string.Join(", ", sizes));
    });

    [Fact]
    public Task A_window_that_was_never_opened_opens_without_a_connection() => PlayAsync(service.Running, async stage =>
    {
        await using var line = new CuttableLine(stage.Service.Address);
        var alice = await stage.ArriveAsync("Alice", through: line.Address);
        var windows = alice.Page.WaitForResponseAsync(response => response.Url.Contains("/windows-", StringComparison.Ordinal));
        await alice.SignInAsync("320x180@15");
        await (await windows).FinishedAsync();
        alice.ExpectLostConnections();
        line.Cut();
        await alice.SeesConnectionAsync("reconnecting");
        await alice.PressAsync("help-open");
        await Expect(alice.Page.GetByTestId("shortcut-help")).ToBeVisibleAsync();
    });

    private static int Compressed(byte[] content)
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            gzip.Write(content);
        }

        return (int)target.Length;
    }
}
