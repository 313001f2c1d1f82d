using FChat.LoadTests.Shapes.Grids;

namespace FChat.LoadTests.Servers;

/// <summary>A second of small calls, and of a larger one, on a real server.</summary>
internal static class GridSmoke
{
    private const string Brief = "--rounds 1 --warm 0 --seconds 1 --deliveries 100 --memory 0 --shapes";

    /// <summary>Nothing is lost, doubled or out of order, and everything is measured.</summary>
    public static async Task RunAsync(IServerMode mode)
    {
        var results = await SmokeLoad.RunAsync(new GridShape(), mode, $"{Brief} 3x2,1x12");

        Assert.Equal(["shapes-3x2", "shapes-1x12"], results.Select(result => result.Kind));
        foreach (var figures in results.Select(result => result.Samples[0].Figures))
        {
            Assert.All(["seen_p50_ms", "fanout_p50_ms", "fanout_cpu_ms_per_1000", "signals_per_second"], figure => Assert.True(figures.ContainsKey(figure), figure));
            Assert.True(figures["signals_per_second"] > 0);
        }
    }
}
