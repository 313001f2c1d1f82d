using FChat.LoadTests.Shapes.Fanout;
using FChat.LoadTests.Shapes.Signals;

namespace FChat.LoadTests.Servers;

[Collection("Servers")]
public sealed class RedisHubModeTests
{
    [Fact]
    public async Task Signals_and_events_cross_from_process_to_process_once_each_and_in_order()
    {
        var mode = new RedisHubMode(runtimeConfig: null);

        var signals = await SmokeLoad.RunAsync(new SignalsShape(), mode, "--pairs 4 --rate 200 --rounds 1 --warm 0 --seconds 1");
        var fanout = await SmokeLoad.RunAsync(new FanoutShape(), mode, "--people 8 --rounds 1 --warm 0 --seconds 1");

        Assert.All(signals, result => Assert.True(result.Samples[0].Figures["signals_per_second"] > 0));
        Assert.True(fanout[0].Samples[0].Figures["deliveries_per_second"] > 0);
    }

    [Fact]
    public Task Its_groups_bear_the_load_of_calls() => GridSmoke.RunAsync(new RedisHubMode(runtimeConfig: null));
}
