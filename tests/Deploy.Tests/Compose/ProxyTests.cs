using System.Net;
using FChat.Deploy.Tests.Monitoring;
using FChat.Deploy.Tests.Running;

namespace FChat.Deploy.Tests.Compose;

/// <summary>Two gateways behind the proxy of the compose file.</summary>
[Collection(typeof(OnRunningService))]
public sealed class ProxyTests(RunningService service, RunningProxy proxy) : IClassFixture<RunningProxy>
{
    [Theory, InlineData("localhost"), InlineData("chat.example.org")]
    public async Task The_configuration_is_valid(string host)
    {
        var path = Path.GetTempFileName();
        await File.WriteAllTextAsync(path, RunningProxy.Older(RepositoryFiles.Text("deploy/caddy/Caddyfile")));
        var (code, _, errors) = await Programs.Try("/", new Dictionary<string, string> { ["FCHAT_HOST"] = host }, "caddy", "validate", "--adapter", "caddyfile", "--config", path);
        File.Delete(path);
        Assert.True(code == 0, errors);
    }

    [Fact]
    public async Task The_health_check_of_the_compose_file_asks_for_what_is_there()
    {
        Assert.Equal("http://127.0.0.1:8079/", ComposeFile.Service("proxy").TextsAt("healthcheck", "test").Last());
        using var http = new HttpClient();
        using var answer = await http.GetAsync(proxy.Health);
        Assert.True(answer.IsSuccessStatusCode);
    }

    [Theory, InlineData("/health/ready"), InlineData("/health/live"), InlineData("/metrics")]
    public async Task What_is_for_the_inside_is_not_passed_on(string path)
    {
        using var http = new HttpClient();
        using var answer = await http.GetAsync(new Uri(proxy.Address, path));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    // Whatever has a body is tried again by the newer Caddy of the compose file alone, so these have none.
    [Fact]
    public async Task Clients_of_a_gateway_that_goes_are_at_the_other()
    {
        using var erin = await service.SignIn("erin");
        using var behind = new HttpClient { BaseAddress = proxy.Address };
        behind.DefaultRequestHeaders.Authorization = erin.DefaultRequestHeaders.Authorization;
        await Visit(behind);

        Assert.Equal(0, await proxy.Second.Stop());
        for (var n = 0; n < 20; n++)
        {
            await Visit(behind);
        }
    }

    private async Task Visit(HttpClient http)
    {
        using var answer = await http.GetAsync(new Uri("/api/method/f_chat.get_rooms", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await using var hub = await HubUser.Connect(proxy.Address, http.DefaultRequestHeaders.Authorization!.Parameter!);
    }
}
