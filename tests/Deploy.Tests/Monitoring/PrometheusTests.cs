using System.Globalization;
using FChat.Deploy.Tests.Kubernetes;
using FChat.Deploy.Tests.Running;

namespace FChat.Deploy.Tests.Monitoring;

/// <summary>Every dashboard and alert before a real Prometheus that has looked at a real silo and gateway.</summary>
[Collection(typeof(OnRunningService))]
public sealed class PrometheusTests(WatchedService watched) : IClassFixture<WatchedService>
{
    [Theory, MemberData(nameof(Expressions.Dashboards), MemberType = typeof(Expressions))]
    public async Task Every_panel_of_a_dashboard_shows_something(string dashboard)
    {
        var empty = new List<string>();
        foreach (var panel in Expressions.Panels(dashboard))
        {
            foreach (var expression in Expressions.Of(panel))
            {
                if ((await watched.Prometheus.Ask(expression.Replace("$__rate_interval", "1m", StringComparison.Ordinal))).Count == 0)
                {
                    empty.Add($"{panel["title"]}: {expression}");
                }
            }
        }

        Assert.True(empty.Count == 0, string.Join('\n', empty));
    }

    [Theory, MemberData(nameof(Expressions.AlertNames), MemberType = typeof(Expressions))]
    public async Task What_an_alert_looks_at_is_there(string alert)
    {
        Assert.NotEqual(Expressions.Condition(alert), Expressions.LookedAt(alert));
        Assert.NotEmpty(await watched.Prometheus.Ask(Expressions.LookedAt(alert)));
    }

    [Fact]
    public async Task The_media_server_that_the_compose_file_names_is_connected_and_lets_rooms_be_made()
    {
        await RunningPrometheus.Until(async () => (await watched.Prometheus.Ask("fchat_sfu_node_up{node=\"a\"} == 1")).Count == 1);
        await RunningPrometheus.Until(async () => (await watched.Prometheus.Ask("fchat_sfu_request_duration_seconds_count{request=\"create\",code=\"ok\"} > 0")).Count == 1);
    }

    [Fact]
    public async Task Every_metric_that_is_asked_for_was_seen()
    {
        var asked = Expressions.Alerts.Select(alert => alert.TextAt("expr")!).Concat(Expressions.Dashboards.Select(row => row.Data).SelectMany(Expressions.Panels).SelectMany(Expressions.Of));
        var seen = await watched.Prometheus.Names();
        Assert.Empty(asked.SelectMany(Expressions.Metrics).Distinct().Except(seen));
    }

    [Fact]
    public async Task Every_alert_is_evaluated_and_none_is_told_of_a_service_that_is_well()
    {
        IReadOnlyList<(string Name, string Health)> rules = [];
        await RunningPrometheus.Until(async () => (rules = await watched.Prometheus.Rules()).All(rule => rule.Health != "unknown"));
        Assert.Equal(Expressions.Alerts.Count, rules.Count);
        Assert.All(rules, rule => Assert.Equal("ok", rule.Health));
        Assert.Empty(await watched.Prometheus.Ask("ALERTS{alertstate=\"firing\"}"));
    }

    [Fact]
    public async Task The_metrics_that_Kubernetes_scales_by_are_there_for_each_pod()
    {
        var overlay = await Overlay.Of("production");
        foreach (var scaler in new[] { "fchat-silo", "fchat-gateway" })
        {
            foreach (var metric in ReferenceTests.Metrics(overlay, scaler).Where(metric => metric != "cpu"))
            {
                var value = Assert.Single(await watched.Prometheus.Ask($"sum by (instance) ({metric}{{job=\"{scaler}\"}})"))!["value"]![1]!.GetValue<string>();
                Assert.True(double.Parse(value, CultureInfo.InvariantCulture) > 0);
            }
        }
    }
}
