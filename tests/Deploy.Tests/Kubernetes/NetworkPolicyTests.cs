namespace FChat.Deploy.Tests.Kubernetes;

/// <summary>Who may talk to whom: exactly what is needed, and both ends say so.</summary>
public sealed class NetworkPolicyTests
{
    private static readonly string[] InCluster =
    [
        "gateway > silo:30000", "gateway > silo:30001", "silo > silo:11111",
    ];

    private static readonly string[] FromOutside = ["@ingress-nginx > gateway:5000", "@monitoring > gateway:8081", "@monitoring > silo:8081"];

    private static readonly string[] ToOutside =
    [
        "gateway > *:5432", "gateway > @kube-system:53", "gateway > @monitoring:4317",
        "migrate > *:5432", "migrate > @kube-system:53",
        "silo > *:5432", "silo > *:8188", "silo > *:8989", "silo > @kube-system:53", "silo > @monitoring:4317",
    ];

    public static TheoryData<string> Overlays => Overlay.Names;

    [Theory, MemberData(nameof(Overlays))]
    public async Task Without_a_word_nothing_passes(string overlay) => Assert.Single((await Overlay.Of(overlay)).OfKind("NetworkPolicy"), policy =>
        !policy.EntriesAt("spec", "podSelector").Any() && policy.TextsAt("spec", "policyTypes").SequenceEqual(["Ingress", "Egress"])
        && policy.At("spec", "ingress") is null && policy.At("spec", "egress") is null);

    [Fact]
    public async Task Pods_are_let_in_where_they_are_used_and_nowhere_else() =>
        Assert.Equal(InCluster.Concat(FromOutside).Order(StringComparer.Ordinal), Ingress(await Overlay.Of("production")));

    [Fact]
    public async Task Pods_are_let_out_where_they_are_used_and_nowhere_else() =>
        Assert.Equal(InCluster.Concat(ToOutside).Order(StringComparer.Ordinal), Egress(await Overlay.Of("production")));

    [Fact]
    public async Task In_development_the_database_lets_in_who_uses_it() => Assert.Equal(
        ["gateway > postgres:5432", "migrate > postgres:5432", "silo > postgres:5432"],
        Ingress(await Overlay.Of("dev")).Except(InCluster).Except(FromOutside));

    [Theory, MemberData(nameof(Overlays))]
    public async Task Only_ports_that_a_pod_opens_are_let_in(string overlay)
    {
        var built = await Overlay.Of(overlay);
        var open = built.Workloads.SelectMany(workload => workload.Ports.Values, (workload, port) => $"{workload.Component}:{port}").ToHashSet();
        Assert.All(Ingress(built), flow => Assert.Contains(flow.Split(" > ")[1], open));
    }

    private static IEnumerable<string> Ingress(Overlay overlay) => Flows(overlay, "ingress", "from", (own, other, port) => $"{other} > {own}:{port}");

    private static IEnumerable<string> Egress(Overlay overlay) => Flows(overlay, "egress", "to", (own, other, port) => $"{own} > {other}:{port}");

    private static IEnumerable<string> Flows(Overlay overlay, string direction, string side, Func<string, string, string?, string> write) =>
        (from policy in overlay.OfKind("NetworkPolicy")
         from own in overlay.Workloads.Where(workload => workload.IsChosenBy(policy.At("spec", "podSelector")))
         from rule in policy.ItemsAt("spec", direction)
         from other in Others(overlay, rule, side)
         from port in rule.ItemsAt("ports")
         select write(own.Component, other, port.TextAt("port"))).Distinct().Order(StringComparer.Ordinal);

    // "*": anybody. "@name": pods of a namespace. Otherwise pods of ours.
    private static IEnumerable<string> Others(Overlay overlay, JsonNode? rule, string side) => rule.At(side) is null
        ? ["*"]
        : rule.ItemsAt(side).SelectMany(peer => peer.At("namespaceSelector") is { } space
            ? [$"@{space.TextAt("matchLabels", "kubernetes.io/metadata.name")}"]
            : overlay.Workloads.Where(workload => workload.IsChosenBy(peer.At("podSelector"))).Select(workload => workload.Component));
}
