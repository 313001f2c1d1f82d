using System.Globalization;
using FChat.Deploy.Tests.Kubernetes;
using FChat.Deploy.Tests.Running;

namespace FChat.Deploy.Tests.Monitoring;

/// <summary>Every dashboard and alert before a real Prometheus that has looked at a real silo and gateway.</summary>
[Collection(typeof(OnRunningService))]
public sealed class PrometheusTests(WatchedService watched) : IClassFixture<WatchedService>
{
    // Counters of troubles, which have no series before the first.
    private static readonly string[] Rare =
    [
        "fchat_calls_recovered_total", "fchat_delivery_dropped_total", "fchat_delivery_given_up_total", "fchat_gateway_slow_connections_total",
        "fchat_gateways_lost_total", "fchat_ledger_refused_total", "fchat_ledger_woken_total", "fchat_presence_ghosts_total",
        "fchat_webhooks_given_up_total",
    ];

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
        var isRare = Expressions.Metrics(Expressions.Condition(alert)).All(Rare.Contains);
        Assert.NotEqual(Expressions.Condition(alert), Expressions.LookedAt(alert));
        Assert.Equal(!isRare, (await watched.Prometheus.Ask(Expressions.LookedAt(alert))).Count > 0);
    }

    [Fact]
    public async Task Every_metric_that_is_asked_for_was_seen_or_counts_a_trouble()
    {
        var asked = Expressions.Alerts.Select(alert => alert.TextAt("expr")!).Concat(Expressions.Dashboards.Select(row => row.Data).SelectMany(Expressions.Panels).SelectMany(Expressions.Of));
        var seen = await watched.Prometheus.Names();
        Assert.Empty(asked.SelectMany(Expressions.Metrics).Distinct().Except(seen).Except(Rare));
    }

    // The name that operations.md gives such a counter is tested against the code.
    [Fact]
    public void Troubles_are_counters_of_the_documented_table()
    {
        var documented = MarkdownTable.Of(Documents.Operations, "metric", "kind").Rows.Where(row => row[1] == "counter")
            .Select(row => $"{row[0].Trim('`').Replace('.', '_')}_total");
        Assert.Empty(Rare.Except(documented));
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
