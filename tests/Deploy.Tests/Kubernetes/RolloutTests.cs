using System.Globalization;
using FChat.Deploy.Tests.Docker;

namespace FChat.Deploy.Tests.Kubernetes;

/// <summary>What a rolling update without lost calls rests on.</summary>
public sealed class RolloutTests
{
    public static TheoryData<string> Overlays => Overlay.Names;

    [Theory, MemberData(nameof(Overlays))]
    public async Task There_are_silos_and_gateways(string overlay) =>
        Assert.Equal(["gateway", "silo"], (await Overlay.Of(overlay)).Programs.Select(program => program.Component).Order());

    [Theory, MemberData(nameof(Overlays))]
    public async Task A_new_pod_is_ready_for_half_a_minute_before_an_old_one_goes(string overlay) =>
        Assert.All((await Overlay.Of(overlay)).Programs, program =>
        {
            Assert.Equal("RollingUpdate", program.Object.TextAt("spec", "strategy", "type"));
            Assert.Equal("0", program.Object.TextAt("spec", "strategy", "rollingUpdate", "maxUnavailable"));
            Assert.Equal("1", program.Object.TextAt("spec", "strategy", "rollingUpdate", "maxSurge"));
            Assert.Equal("30", program.Object.TextAt("spec", "minReadySeconds"));
        });

    [Theory, MemberData(nameof(Overlays))]
    public async Task A_pod_has_longer_to_go_than_its_program_takes(string overlay) =>
        Assert.All((await Overlay.Of(overlay)).Programs, program =>
        {
            var grace = int.Parse(program.Pod.TextAt("terminationGracePeriodSeconds")!, CultureInfo.InvariantCulture);
            var takes = TimeSpan.Parse(DocumentedSettings.DefaultOf("Silo:ShutdownTimeout"), CultureInfo.InvariantCulture).TotalSeconds;
            var before = int.Parse(program.Container.TextAt("lifecycle", "preStop", "exec", "command", "1") ?? "0", CultureInfo.InvariantCulture);
            Assert.True(grace >= takes + before + 10, $"{program.Name}: {grace} s for {takes} and {before} s");
        });

    [Theory, MemberData(nameof(Overlays))]
    public async Task A_gateway_takes_no_new_connections_before_it_sends_its_clients_elsewhere(string overlay) =>
        Assert.Equal(["sleep", "5"], (await Overlay.Of(overlay)).Programs.Single(program => program.Component == "gateway").Container.TextsAt("lifecycle", "preStop", "exec", "command"));

    [Theory, MemberData(nameof(Overlays))]
    public async Task Life_is_whether_the_process_answers_and_readiness_whether_the_cluster_has_it(string overlay) =>
        Assert.All((await Overlay.Of(overlay)).Programs, program =>
        {
            var port = program.Component == "silo" ? "management" : "http";
            Assert.Equal(("/health/live", port), Probe(program, "livenessProbe"));
            Assert.Equal(("/health/live", port), Probe(program, "startupProbe"));
            Assert.Equal(("/health/ready", port), Probe(program, "readinessProbe"));
        });

    [Theory, MemberData(nameof(Overlays))]
    public async Task A_start_that_waits_for_its_cluster_is_not_cut_short(string overlay) =>
        Assert.All((await Overlay.Of(overlay)).Programs, program =>
            Assert.True(Number(program, "startupProbe", "periodSeconds") * Number(program, "startupProbe", "failureThreshold") >= 120));

    [Theory, MemberData(nameof(Overlays))]
    public async Task Containers_open_the_ports_of_the_images(string overlay)
    {
        var programs = (await Overlay.Of(overlay)).Programs.ToDictionary(program => program.Component);
        Assert.Equal(Dockerfile.Silo.Image.Last("EXPOSE").Arguments, programs["silo"].Ports.Values);
        Assert.Equal(["management", "silo", "client", "stream"], programs["silo"].Ports.Keys);
        Assert.Equal(Dockerfile.Gateway.Image.Last("EXPOSE").Arguments, programs["gateway"].Ports.Values);
        Assert.Equal(["http", "management"], programs["gateway"].Ports.Keys);
    }

    [Theory, MemberData(nameof(Overlays))]
    public async Task A_silo_names_its_endpoints(string overlay)
    {
        var silo = (await Overlay.Of(overlay)).Programs.Single(program => program.Component == "silo");
        Assert.Equal("status.podIP", silo.Variable("Silo__Address").TextAt("valueFrom", "fieldRef", "fieldPath"));
        Assert.Equal(silo.Ports["silo"], silo.Variable("Silo__SiloPort").TextAt("value"));
        Assert.Equal(silo.Ports["client"], silo.Variable("Silo__ClientPort").TextAt("value"));
        Assert.Equal(silo.Ports["stream"], silo.Variable("Silo__StreamPort").TextAt("value"));
    }

    [Theory, MemberData(nameof(Overlays))]
    public async Task Pods_are_spread_over_zones_and_nodes(string overlay) =>
        Assert.All((await Overlay.Of(overlay)).Programs, program =>
        {
            var spread = program.Pod.ItemsAt("topologySpreadConstraints").ToList();
            Assert.Equal(["topology.kubernetes.io/zone", "kubernetes.io/hostname"], spread.Select(one => one.TextAt("topologyKey")));
            Assert.All(spread, one => Assert.True(program.IsChosenBy(one.At("labelSelector"))));
        });

    private static (string? Path, string? Port) Probe(Workload program, string name) =>
        (program.Container.TextAt(name, "httpGet", "path"), program.Container.TextAt(name, "httpGet", "port"));

    private static int Number(Workload program, params string[] path) => int.Parse(program.Container.TextAt(path)!, CultureInfo.InvariantCulture);
}
