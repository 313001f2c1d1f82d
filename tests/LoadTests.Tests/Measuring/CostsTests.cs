namespace FChat.LoadTests.Measuring;

public sealed class CostsTests
{
    private static readonly Costs Costs = new(
        Elapsed: TimeSpan.FromSeconds(2),
        ServingCpu: TimeSpan.FromMilliseconds(300),
        BackingCpu: TimeSpan.FromMilliseconds(100),
        DriverCpu: TimeSpan.FromMilliseconds(50),
        ResidentBytes: 3 * 1024 * 1024);

    [Fact]
    public void What_stands_behind_a_server_is_in_its_costs_and_shown_by_itself()
    {
        var figures = Costs.Figures(things: 4_000);

        Assert.Equal(100, figures["server_cpu_ms_per_1000"]);
        Assert.Equal(25, figures["backing_cpu_ms_per_1000"]);
        Assert.Equal(12.5, figures["driver_cpu_ms_per_1000"]);
        Assert.Equal(3, figures["server_rss_mib"]);
    }

    [Fact]
    public void Every_figure_has_a_column() =>
        Assert.Equal(Costs.Figures(1).Keys.Order(), Costs.Metrics(0).Select(metric => metric.Key).Order());

    [Fact]
    public void A_stretch_without_anything_done_costs_what_it_cost() =>
        Assert.Equal(400_000, Costs.Figures(things: 0)["server_cpu_ms_per_1000"]);
}
