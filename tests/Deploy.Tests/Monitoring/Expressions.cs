using System.Text.RegularExpressions;

namespace FChat.Deploy.Tests.Monitoring;

/// <summary>What dashboards and alerts ask Prometheus for.</summary>
internal static partial class Expressions
{
    private const string Rules = "deploy/prometheus/rules/fchat.yml";

    // What PromQL itself has; every other name followed by no bracket is a metric.
    private static readonly HashSet<string> Words = ["by", "or", "and", "unless", "offset", "sum", "max", "min", "vector", "absent", "increase"];

    /// <summary>Dashboards, by their paths.</summary>
    public static TheoryData<string> Dashboards => [.. RepositoryFiles.Below("deploy/grafana/dashboards", ".json")];

    /// <summary>Alerts, by their names.</summary>
    public static TheoryData<string> AlertNames => [.. Alerts.Select(alert => alert.TextAt("alert")!)];

    /// <summary>All alerts.</summary>
    public static IReadOnlyList<JsonNode> Alerts { get; } =
        [.. Yaml.File(Rules).ItemsAt("groups").SelectMany(group => group.ItemsAt("rules")).Select(rule => rule!)];

    /// <summary>The panels of a dashboard that show something.</summary>
    public static IEnumerable<JsonNode> Panels(string dashboard) =>
        JsonNode.Parse(RepositoryFiles.Text(dashboard))!["panels"]!.AsArray().Select(panel => panel!).Where(panel => panel["type"]!.GetValue<string>() != "row");

    /// <summary>What a panel asks for.</summary>
    public static IEnumerable<string> Of(JsonNode panel) => panel["targets"]!.AsArray().Select(target => target!["expr"]!.GetValue<string>());

    /// <summary>What an alert looks at, without the limit that it compares it with.</summary>
    public static string LookedAt(string alert) => Limit().Replace(Condition(alert), "");

    /// <summary>When an alert is told.</summary>
    public static string Condition(string alert) => Alerts.Single(one => one.TextAt("alert") == alert).TextAt("expr")!;

    /// <summary>The metrics that an expression names.</summary>
    public static IEnumerable<string> Metrics(string expression) =>
        Name().Matches(Quiet().Replace(expression, "")).Select(match => match.Value).Where(name => !Words.Contains(name)).Distinct();

    [GeneratedRegex(@"\s(==|<|>)\s[\d.]+$")]
    private static partial Regex Limit();

    // Labels, durations and the lists of labels to group by hold no metrics.
    [GeneratedRegex(@"\{[^}]*\}|\[[^\]]*\]|\bby \([^)]*\)|offset \w+")]
    private static partial Regex Quiet();

    [GeneratedRegex(@"\b[a-z_]{2,}[a-z0-9_]*\b(?!\()")]
    private static partial Regex Name();
}
