using System.Globalization;
using FChat.Deploy.Tests.Docker;

namespace FChat.Deploy.Tests.Kubernetes;

/// <summary>What every pod keeps to.</summary>
public sealed class WorkloadTests
{
    private static readonly string[] SecretNames = ["ConnectionString", "Key", "Secret", "PASSWORD"];

    public static TheoryData<string> Overlays => Overlay.Names;

    [Theory, MemberData(nameof(Overlays))]
    public async Task A_pod_is_not_root_and_cannot_become_it(string overlay)
    {
        foreach (var workload in (await Overlay.Of(overlay)).Workloads)
        {
            Assert.Equal("true", workload.Pod.TextAt("securityContext", "runAsNonRoot"));
            Assert.True(int.Parse(workload.Pod.TextAt("securityContext", "runAsUser")!, CultureInfo.InvariantCulture) > 0);
            Assert.Equal("RuntimeDefault", workload.Pod.TextAt("securityContext", "seccompProfile", "type"));
            Assert.Equal("false", workload.Container.TextAt("securityContext", "allowPrivilegeEscalation"));
            Assert.Equal("true", workload.Container.TextAt("securityContext", "readOnlyRootFilesystem"));
            Assert.Equal(["ALL"], workload.Container.TextsAt("securityContext", "capabilities", "drop"));
            Assert.Empty(workload.Pod.ItemsAt("initContainers"));
            Assert.All(["hostNetwork", "hostPID", "hostIPC"], field => Assert.Null(workload.Pod.At(field)));
        }
    }

    [Theory, MemberData(nameof(Overlays))]
    public async Task Our_pods_run_as_the_user_of_the_image(string overlay)
    {
        var ours = (await Overlay.Of(overlay)).Workloads.Where(workload => workload.Component != "postgres");
        Assert.All(ours, workload => Assert.Equal(
            Dockerfile.Silo.Image.Last("USER").Text, $"{workload.Pod.TextAt("securityContext", "runAsUser")}:{workload.Pod.TextAt("securityContext", "runAsGroup")}"));
    }

    [Theory, MemberData(nameof(Overlays))]
    public async Task A_pod_has_an_account_of_its_own_without_a_token(string overlay)
    {
        var built = await Overlay.Of(overlay);
        Assert.All(built.Workloads, workload =>
        {
            Assert.Equal("false", workload.Pod.TextAt("automountServiceAccountToken"));
            Assert.Equal("false", built.Named("ServiceAccount", workload.Pod.TextAt("serviceAccountName")).TextAt("automountServiceAccountToken"));
        });
        Assert.Distinct(built.Workloads.Select(workload => workload.Pod.TextAt("serviceAccountName")));
    }

    [Theory, MemberData(nameof(Overlays))]
    public async Task Memory_is_limited_and_processor_time_is_asked_for_and_not_limited(string overlay) =>
        Assert.All((await Overlay.Of(overlay)).Workloads, workload =>
        {
            Assert.NotNull(workload.Container.At("resources", "requests", "cpu"));
            Assert.Equal(["memory"], workload.Container.EntriesAt("resources", "limits").Select(entry => entry.Key));
            Assert.Equal(workload.Container.TextAt("resources", "requests", "memory"), workload.Container.TextAt("resources", "limits", "memory"));
        });

    [Theory, MemberData(nameof(Overlays))]
    public async Task Every_image_is_pinned_to_one_version(string overlay) =>
        Assert.All((await Overlay.Of(overlay)).Workloads, workload => Assert.Matches(@":\d+\.\d+(\.\d+)?(-[a-z0-9.-]+)?$", workload.Container.TextAt("image")!));

    [Theory, MemberData(nameof(Overlays))]
    public async Task No_secret_is_written_down(string overlay)
    {
        var built = await Overlay.Of(overlay);
        Assert.Empty(built.OfKind("Secret"));
        var secret = built.Workloads.SelectMany(workload => workload.Environment)
            .Where(variable => SecretNames.Any(end => variable.TextAt("name")!.EndsWith(end, StringComparison.Ordinal))).ToList();
        Assert.NotEmpty(secret);
        Assert.All(secret, variable => Assert.NotNull(variable.At("valueFrom", "secretKeyRef", "key")));
    }

    [Theory, MemberData(nameof(Overlays))]
    public async Task A_program_is_told_only_what_it_reads(string overlay)
    {
        var built = await Overlay.Of(overlay);
        foreach (var workload in built.Workloads.Where(workload => workload.Component != "postgres"))
        {
            var values = string.Join(' ', workload.Environment.Select(variable => variable.TextAt("value")));
            var maps = workload.Maps.Select(name => built.Named("ConfigMap", name));
            var names = workload.Environment.Select(variable => variable.TextAt("name")!).Concat(maps.SelectMany(map => map.EntriesAt("data").Select(entry => entry.Key)));
            Assert.All(names, name => Assert.True(DocumentedSettings.IsRead(name) || values.Contains($"$({name})", StringComparison.Ordinal), name));
        }
    }

    [Theory, MemberData(nameof(Overlays))]
    public async Task The_schema_is_brought_up_to_date_by_a_job(string overlay)
    {
        var job = Assert.Single((await Overlay.Of(overlay)).Workloads, workload => workload.Kind == "Job");
        Assert.Equal(["--migrate"], job.Container.TextsAt("args"));
        Assert.Equal("OnFailure", job.Pod.TextAt("restartPolicy"));
    }

    [Theory, MemberData(nameof(Overlays))]
    public async Task Everything_is_in_one_namespace_that_refuses_less(string overlay)
    {
        var built = await Overlay.Of(overlay);
        var space = Assert.Single(built.OfKind("Namespace"));
        Assert.Equal("restricted", space.TextAt("metadata", "labels", "pod-security.kubernetes.io/enforce"));
        Assert.All(built.All.Except([space]), one => Assert.Equal(space.TextAt("metadata", "name"), one.TextAt("metadata", "namespace")));
    }
}
