using FChat.Deploy.Tests.Docker;
using FChat.Deploy.Tests.Running;

namespace FChat.Deploy.Tests.Monitoring;

/// <summary>The alerts' rules, and what there is to read about each.</summary>
public sealed class RuleTests
{
    [Fact]
    public async Task Promtool_finds_nothing_wrong() =>
        await Programs.Run(Documents.Root, "promtool", "check", "config", "--lint=all", "--lint-fatal", "deploy/prometheus/prometheus.yml");

    [Fact]
    public async Task Each_alert_is_told_when_it_must_be_and_not_otherwise() =>
        await Programs.Run(Documents.Root, "promtool", "test", "rules", "deploy/prometheus/tests/fchat.yml");

    [Fact]
    public void Each_alert_has_such_a_test_and_is_part_of_that_where_nothing_is_wrong()
    {
        var tests = Yaml.File("deploy/prometheus/tests/fchat.yml").ItemsAt("tests").ToList();
        var told = tests.SelectMany(test => test.ItemsAt("alert_rule_test")).Where(test => test.ItemsAt("exp_alerts").Any()).Select(test => test.TextAt("alertname")!).Distinct();
        var quiet = tests.Single(test => test.TextAt("name") == "nothing").ItemsAt("alert_rule_test").Select(test => test.TextAt("alertname")!);
        Assert.Equal(Names, told.Order(StringComparer.Ordinal));
        Assert.Equal(Names, quiet.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Each_alert_says_where_to_read_what_to_do()
    {
        var headings = Documents.Section(Documents.Operations, "## Alerts and what to do").Where(line => line.StartsWith("### ", StringComparison.Ordinal)).Select(line => line[4..]);
        Assert.Equal(Names, headings.Order(StringComparer.Ordinal));
        Assert.All(Expressions.Alerts, alert =>
        {
            Assert.Equal($"docs/operations.md#{alert.TextAt("alert")!.ToLowerInvariant()}", alert.TextAt("annotations", "runbook_url"));
            Assert.NotNull(alert.TextAt("annotations", "summary"));
            Assert.True(alert.TextAt("labels", "severity") is "critical" or "warning");
        });
    }

    [Fact]
    public void Prometheus_looks_at_the_management_ports_of_all_silos_and_gateways()
    {
        var jobs = Yaml.File("deploy/prometheus/prometheus.yml").ItemsAt("scrape_configs").ToDictionary(job => job.TextAt("job_name")!, job => job.TextsAt("static_configs", "0", "targets"));
        var (silo, gateway) = (DockerfileTests.UrlPort(Dockerfile.Silo), DockerfileTests.Setting(Dockerfile.Gateway, "Management:Port"));
        Assert.Equal([$"silo-1:{silo}", $"silo-2:{silo}"], jobs["fchat-silo"]);
        Assert.Equal([$"gateway-1:{gateway}", $"gateway-2:{gateway}"], jobs["fchat-gateway"]);
    }

    private static IEnumerable<string> Names => Expressions.Alerts.Select(alert => alert.TextAt("alert")!).Order(StringComparer.Ordinal);
}
