using System.Text.RegularExpressions;
using FChat.Deploy.Tests.Docker;

namespace FChat.Deploy.Tests.Compose;

/// <summary>That the services beside ours are where the others look for them.</summary>
public sealed class NeighboursTests
{
    [Fact]
    public void The_proxy_passes_on_to_the_ports_of_the_gateways()
    {
        var upstreams = Regex.Match(RepositoryFiles.Text("deploy/caddy/Caddyfile"), @"FCHAT_GATEWAYS:(?<them>[^}]+)\}").Groups["them"].Value.Split(' ');
        Assert.Equal(["gateway-1", "gateway-2"], upstreams.Select(upstream => upstream.Split(':')[0]));
        Assert.All(upstreams, upstream => Assert.Equal(DockerfileTests.UrlPort(Dockerfile.Gateway), upstream.Split(':')[1]));
    }

    [Fact]
    public void The_proxy_is_reached_at_the_ports_that_it_listens_on()
    {
        var caddyfile = RepositoryFiles.Text("deploy/caddy/Caddyfile");
        Assert.Contains("http_port 8080", caddyfile, StringComparison.Ordinal);
        Assert.Contains("https_port 8443", caddyfile, StringComparison.Ordinal);
        Assert.Equal(["80:8080", "443:8443", "443:8443/udp"], ComposeFile.Service("proxy").TextsAt("ports"));
    }

    [Fact]
    public void Traces_go_to_where_jaeger_takes_them()
    {
        var takes = Yaml.File("deploy/jaeger/config.yaml").TextAt("receivers", "otlp", "protocols", "grpc", "endpoint")!.Split(':')[1];
        Assert.All(ComposeFile.Ours.Except(["migrate"]), name =>
        {
            Assert.Equal($"http://jaeger:{takes}", ComposeFile.Environment(name)["OTEL_EXPORTER_OTLP_ENDPOINT"]);
            Assert.Contains("watch", Networks(name));
        });
    }

    [Fact]
    public void Grafana_finds_its_sources()
    {
        var urls = Yaml.File("deploy/grafana/provisioning/datasources/fchat.yaml").ItemsAt("datasources").Select(source => source.TextAt("url"));
        Assert.Equal(["http://prometheus:9090", "http://jaeger:16686"], urls);
        Assert.All(["grafana", "prometheus", "jaeger"], name => Assert.Contains("watch", Networks(name)));
    }

    [Fact]
    public void Grafana_finds_its_dashboards()
    {
        var path = Yaml.File("deploy/grafana/provisioning/dashboards/fchat.yaml").TextAt("providers", "0", "options", "path");
        Assert.Contains($"./grafana/dashboards:{path}:ro", ComposeFile.Service("grafana").TextsAt("volumes"));
        Assert.NotEmpty(RepositoryFiles.Below("deploy/grafana/dashboards", ".json"));
    }

    [Fact]
    public void Browsers_are_sent_to_coturn_with_its_secret()
    {
        var gateway = ComposeFile.Environment("gateway-1");
        var coturn = ComposeFile.Service("coturn").TextsAt("command").ToList();
        var port = ValueOf(coturn, "listening-port");
        Assert.All(gateway.Where(entry => entry.Key.Contains("Urls", StringComparison.Ordinal)), entry => Assert.Equal(port, entry.Value.Split(':', '?')[^(entry.Value.Contains("transport", StringComparison.Ordinal) ? 2 : 1)]));
        Assert.Equal(ValueOf(coturn, "static-auth-secret"), gateway["Ice__Servers__1__Secret"]);
        Assert.Contains("--use-auth-secret", coturn);
        Assert.Equal([$"{port}:{port}/tcp", $"{port}:{port}/udp", $"{Range(coturn)}:{Range(coturn)}/udp"], ComposeFile.Service("coturn").TextsAt("ports"));
    }

    [Theory, InlineData("10.0.0.0"), InlineData("127.0.0.0"), InlineData("169.254.0.0"), InlineData("172.16.0.0"), InlineData("192.168.0.0"), InlineData("fc00::"), InlineData("::1")]
    public void Nobody_gets_into_private_networks_by_coturn(string first) =>
        Assert.Contains(ComposeFile.Service("coturn").TextsAt("command"), argument => argument.StartsWith($"--denied-peer-ip={first}", StringComparison.Ordinal));

    private static IEnumerable<string> Networks(string service) =>
        ComposeFile.Service(service).TextsAt("networks").Concat(ComposeFile.Service(service).EntriesAt("networks").Select(entry => entry.Key));

    private static string ValueOf(List<string> arguments, string name) => arguments.Single(argument => argument.StartsWith($"--{name}=", StringComparison.Ordinal)).Split('=', 2)[1];

    private static string Range(List<string> arguments) => $"{ValueOf(arguments, "min-port")}-{ValueOf(arguments, "max-port")}";
}
