using System.IO.Compression;
using System.Text.RegularExpressions;

namespace FChat.Page;

/// <summary>What a browser fetches before it can show anything.</summary>
public sealed partial class SizeTests(SharedService service)
{
    private const int Most = 60_000;

    [Fact]
    public async Task The_page_is_less_than_60_KB_compressed()
    {
        using var client = new HttpClient { BaseAddress = service.Running.Address };
        var html = await client.GetByteArrayAsync("/", TestContext.Current.CancellationToken);
        var sizes = new Dictionary<string, int> { ["/"] = Compressed(html) };
        foreach (var asset in Assets.Matches(System.Text.Encoding.UTF8.GetString(html)).Select(match => match.Groups[1].Value).Distinct())
        {
            sizes[asset] = Compressed(await client.GetByteArrayAsync(asset, TestContext.Current.CancellationToken));
        }

        Assert.Contains(sizes.Keys, asset => asset.EndsWith(".js", StringComparison.Ordinal));
        Assert.Contains(sizes.Keys, asset => asset.EndsWith(".css", StringComparison.Ordinal));
        Assert.True(sizes.Values.Sum() < Most, string.Join(", ", sizes));
    }

    private static int Compressed(byte[] content)
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            gzip.Write(content);
        }

        return (int)target.Length;
    }

    [GeneratedRegex("(?:src|href)=\"(/assets/[^\"]+)\"")]
    private static partial Regex Assets { get; }
}
