using FChat.LoadTests.Shapes.Grids;
using FChat.LoadTests.Shapes.Idle;

namespace FChat.LoadTests.Servers.Spreed;

[Collection("Servers")]
public sealed class SpreedModeTests
{
    [Fact]
    public async Task Its_rooms_bear_the_load_of_calls()
    {
        SkipWhereItIsMissing();

        await GridSmoke.RunAsync(new SpreedMode());
    }

    [Fact]
    public async Task Its_idle_connections_are_weighed()
    {
        SkipWhereItIsMissing();

        var results = await SmokeLoad.RunAsync(new IdleShape(), new SpreedMode(), "--connections 400 --idle-seconds 1");

        Assert.True(results[0].Samples[0].Figures["server_rss_mib"] > 0);
    }

    private static void SkipWhereItIsMissing() =>
        Assert.SkipUnless(SpreedMode.IsInstalled, "nextcloud-spreed-signaling is not installed: apt-get install nextcloud-spreed-signaling");
}
