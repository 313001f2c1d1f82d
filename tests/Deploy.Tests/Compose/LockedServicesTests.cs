using System.Globalization;
using System.Text.RegularExpressions;

namespace FChat.Deploy.Tests.Compose;

/// <summary>What every service of the compose file keeps to.</summary>
public sealed partial class LockedServicesTests
{
    // The program in the image carries this capability and does not start without.
    private static readonly string[] WithOneRight = ["proxy", "coturn"];

    public static TheoryData<string> Services => [.. ComposeFile.Names];

    [Fact]
    public void There_is_everything_that_a_service_needs() => Assert.Equal(
        ["postgres", "migrate", "silo-1", "silo-2", "gateway-1", "gateway-2", "proxy", "jaeger", "prometheus", "grafana", "coturn"], ComposeFile.Names);

    [Theory, MemberData(nameof(Services))]
    public void Its_image_is_pinned_to_one_version(string service) => Assert.Matches(Pinned(), ComposeFile.Service(service).TextAt("image")!);

    [Theory, MemberData(nameof(Services))]
    public void It_is_not_root(string service)
    {
        var user = ComposeFile.Service(service).TextAt("user")!.Split(':').Select(id => int.Parse(id, CultureInfo.InvariantCulture));
        Assert.All(user, id => Assert.NotEqual(0, id));
    }

    [Theory, MemberData(nameof(Services))]
    public void It_writes_only_into_its_volumes(string service) => Assert.Equal("true", ComposeFile.Service(service).TextAt("read_only"));

    [Theory, MemberData(nameof(Services))]
    public void It_has_no_rights_and_gains_none(string service)
    {
        var one = ComposeFile.Service(service);
        Assert.Equal(["ALL"], one.TextsAt("cap_drop"));
        Assert.Equal(["no-new-privileges:true"], one.TextsAt("security_opt"));
        Assert.Equal(WithOneRight.Contains(service) ? ["NET_BIND_SERVICE"] : [], one.TextsAt("cap_add"));
        Assert.Null(one.At("privileged"));
        Assert.Null(one.At("network_mode"));
    }

    [Theory, MemberData(nameof(Services))]
    public void Its_memory_is_bounded(string service) => Assert.True(ComposeFile.Service(service).At("mem_limit") is not null || service == "postgres");

    [Theory, MemberData(nameof(Services))]
    public void It_says_whether_it_is_well(string service)
    {
        var one = ComposeFile.Service(service);
        var isOnce = one.TextAt("restart") == "no";
        Assert.Equal(isOnce, one.TextAt("healthcheck", "disable") == "true");
        Assert.True(isOnce || ComposeFile.Ours.Contains(service) || one.TextsAt("healthcheck", "test").FirstOrDefault() == "CMD", "our images bring a health check of their own");
    }

    [Theory, MemberData(nameof(Services))]
    public void What_it_mounts_from_here_is_here_and_stays_as_it_is(string service) =>
        Assert.All(ComposeFile.Service(service).TextsAt("volumes").Where(volume => volume.StartsWith('.')), volume =>
        {
            Assert.True(RepositoryFiles.Exists(Path.Combine("deploy", volume.Split(':')[0])), volume);
            Assert.EndsWith(":ro", volume, StringComparison.Ordinal);
        });

    [Theory, MemberData(nameof(Services))]
    public void Only_the_proxy_and_coturn_are_open_to_others(string service)
    {
        var ports = ComposeFile.Service(service).TextsAt("ports").ToList();
        Assert.True(service is "proxy" or "coturn" || ports.TrueForAll(port => port.StartsWith("127.0.0.1:", StringComparison.Ordinal)), string.Join(' ', ports));
    }

    [Fact]
    public void What_is_inside_has_no_way_out() =>
        Assert.All(["service", "data", "watch"], network => Assert.Equal("true", ComposeFile.All.TextAt("networks", network, "internal")));

    [GeneratedRegex(@"^[a-z0-9./-]+:v?\d+\.\d+(\.\d+)?(-[a-z0-9.-]+)?$")]
    private static partial Regex Pinned();
}
