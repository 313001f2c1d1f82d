using System.Globalization;
using FChat.Deploy.Tests.Docker;

namespace FChat.Deploy.Tests.Kubernetes;

/// <summary>That what refers to something finds it.</summary>
public sealed class ReferenceTests
{
    public static TheoryData<string> Overlays => Overlay.Names;

    [Theory, MemberData(nameof(Overlays))]
    public async Task A_workload_chooses_its_own_pods_and_nobody_elses(string overlay)
    {
        var built = await Overlay.Of(overlay);
        Assert.All(built.Workloads.Where(workload => workload.Kind != "Job"), workload =>
            Assert.Equal([workload.Name], built.Workloads.Where(other => other.IsChosenBy(workload.Object.At("spec", "selector"))).Select(other => other.Name)));
    }

    [Theory, MemberData(nameof(Overlays))]
    public async Task A_service_chooses_pods_that_have_its_ports(string overlay)
    {
        var built = await Overlay.Of(overlay);
        Assert.All(built.OfKind("Service"), service =>
        {
            var chosen = Assert.Single(built.Workloads, workload => workload.IsChosenBy(new JsonObject { ["matchLabels"] = service.At("spec", "selector")!.DeepClone() }));
            Assert.All(service.ItemsAt("spec", "ports"), port => Assert.Contains(port.TextAt("targetPort")!, chosen.Ports.Keys));
        });
    }

    [Theory, MemberData(nameof(Overlays))]
    public async Task Clients_cannot_reach_the_management_port(string overlay)
    {
        var service = (await Overlay.Of(overlay)).Named("Service", "fchat-gateway");
        Assert.Equal(["http"], service.ItemsAt("spec", "ports").Select(port => port.TextAt("targetPort")));
    }

    [Theory, MemberData(nameof(Overlays))]
    public async Task Every_program_has_a_budget_that_lets_one_pod_go_at_a_time(string overlay)
    {
        var built = await Overlay.Of(overlay);
        Assert.All(built.Programs, program =>
            Assert.Equal("1", Assert.Single(built.OfKind("PodDisruptionBudget"), budget => program.IsChosenBy(budget.At("spec", "selector"))).TextAt("spec", "maxUnavailable")));
    }

    [Theory, MemberData(nameof(Overlays))]
    public async Task The_ingress_leads_to_the_gateway_and_waits_for_websockets(string overlay)
    {
        var built = await Overlay.Of(overlay);
        var ingress = Assert.Single(built.OfKind("Ingress"));
        var backend = ingress.At("spec", "rules", "0", "http", "paths", "0", "backend", "service");
        Assert.Contains(backend.TextAt("port", "name"), built.Named("Service", backend.TextAt("name")).ItemsAt("spec", "ports").Select(port => port.TextAt("name")));
        Assert.All(["proxy-read-timeout", "proxy-send-timeout"], name =>
            Assert.True(int.Parse(ingress.TextAt("metadata", "annotations", $"nginx.ingress.kubernetes.io/{name}")!, CultureInfo.InvariantCulture) >= 3600));
    }

    [Fact]
    public async Task In_production_the_ingress_ends_tls()
    {
        var ingress = Assert.Single((await Overlay.Of("production")).OfKind("Ingress"));
        Assert.Contains(ingress.TextAt("spec", "rules", "0", "host"), ingress.TextsAt("spec", "tls", "0", "hosts"));
        Assert.NotNull(ingress.TextAt("spec", "tls", "0", "secretName"));
    }

    [Fact]
    public async Task In_production_every_program_is_scaled_and_says_no_number_itself()
    {
        var built = await Overlay.Of("production");
        Assert.All(built.Programs, program =>
        {
            var scaler = Assert.Single(built.OfKind("HorizontalPodAutoscaler"), scaler => scaler.TextAt("spec", "scaleTargetRef", "name") == program.Name);
            Assert.Equal(("apps/v1", "Deployment"), (scaler.TextAt("spec", "scaleTargetRef", "apiVersion"), scaler.TextAt("spec", "scaleTargetRef", "kind")));
            Assert.True(int.Parse(scaler.TextAt("spec", "minReplicas")!, CultureInfo.InvariantCulture) >= 2);
            Assert.Equal("1", scaler.TextAt("spec", "behavior", "scaleDown", "policies", "0", "value"));
            Assert.Null(program.Object.At("spec", "replicas"));
        });
    }

    [Fact]
    public async Task Gateways_are_scaled_by_connections_and_silos_by_processor_and_activations()
    {
        var built = await Overlay.Of("production");
        Assert.Equal(["fchat_gateway_connections"], Metrics(built, "fchat-gateway"));
        Assert.Equal(["cpu", "orleans_catalog_activations"], Metrics(built, "fchat-silo"));
    }

    [Theory, MemberData(nameof(Overlays))]
    public async Task Whoever_scrapes_pods_by_their_notes_finds_the_metrics(string overlay) =>
        Assert.All((await Overlay.Of(overlay)).Programs, program => Assert.Equal(
            (program.Ports["management"], "true"),
            (program.Object.TextAt("spec", "template", "metadata", "annotations", "prometheus.io/port"), program.Object.TextAt("spec", "template", "metadata", "annotations", "prometheus.io/scrape"))));

    internal static IEnumerable<string?> Metrics(Overlay overlay, string scaler) => overlay.Named("HorizontalPodAutoscaler", scaler).ItemsAt("spec", "metrics")
        .Select(metric => metric.TextAt("resource", "name") ?? metric.TextAt("pods", "metric", "name"));
}
