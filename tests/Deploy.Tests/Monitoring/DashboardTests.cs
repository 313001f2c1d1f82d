using FChat.Deploy.Tests.Compose;

namespace FChat.Deploy.Tests.Monitoring;

/// <summary>That Grafana can show the dashboards as they are.</summary>
public sealed class DashboardTests
{
    public static TheoryData<string> Dashboards => Expressions.Dashboards;

    [Fact]
    public void Each_is_found_by_an_address_of_its_own() =>
        Assert.Distinct(Dashboards.Select(row => JsonNode.Parse(RepositoryFiles.Text(row.Data))!["uid"]!.GetValue<string>()));

    [Theory, MemberData(nameof(Dashboards))]
    public void Each_panel_asks_the_source_that_is_set_up(string dashboard)
    {
        var sources = Yaml.File("deploy/grafana/provisioning/datasources/fchat.yaml").ItemsAt("datasources").Select(source => (source.TextAt("type"), source.TextAt("uid"))).ToList();
        Assert.All(Expressions.Panels(dashboard), panel => Assert.Contains((panel.TextAt("datasource", "type"), panel.TextAt("datasource", "uid")), sources));
    }

    [Theory, MemberData(nameof(Dashboards))]
    public void Each_panel_says_what_it_shows_and_in_what_unit(string dashboard) => Assert.All(Expressions.Panels(dashboard), panel =>
    {
        Assert.NotEmpty(panel.TextAt("title")!);
        Assert.NotEmpty(panel.TextAt("description")!);
        Assert.NotNull(panel.TextAt("fieldConfig", "defaults", "unit"));
    });

    [Theory, MemberData(nameof(Dashboards))]
    public void No_panel_lies_over_another(string dashboard)
    {
        var places = Expressions.Panels(dashboard).SelectMany(panel =>
        {
            var at = panel["gridPos"]!;
            var (x, y, w, h) = ((int)at["x"]!, (int)at["y"]!, (int)at["w"]!, (int)at["h"]!);
            Assert.True(x + w <= 24);
            return from column in Enumerable.Range(x, w) from row in Enumerable.Range(y, h) select (column, row);
        });
        Assert.Distinct(places);
    }

    [Fact]
    public void An_alert_that_a_panel_names_is_there()
    {
        var alerts = Expressions.Alerts.Select(alert => alert.TextAt("alert")!).ToHashSet();
        var named = Dashboards.SelectMany(row => Expressions.Panels(row.Data)).SelectMany(panel => panel.TextAt("description")!.Split(' ', '.', ';')).Where(word => word.StartsWith("FChat", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(named);
        Assert.All(named, name => Assert.Contains(name, alerts));
    }

    [Fact]
    public void They_are_part_of_the_compose_file() =>
        Assert.Contains("./grafana/dashboards:/etc/grafana/dashboards:ro", ComposeFile.Service("grafana").TextsAt("volumes"));
}
