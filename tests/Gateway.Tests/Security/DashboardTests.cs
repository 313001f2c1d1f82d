using System.Net;
using System.Net.Http.Headers;
using System.Text;
using FChat.Gateway.Tests.Hosting;
using FChat.Gateway.Tests.Processes;
using FChat.Hosting;

namespace FChat.Gateway.Tests.Security;

/// <summary>Orleans' dashboard: there only where it was switched on, only at a silo's own port, and only for operators.</summary>
public sealed class DashboardTests : IDisposable
{
    private static readonly string[] Paths = ["/dashboard/", "/dashboard/index.min.js", "/dashboard/DashboardCounters", "/dashboard/ClusterStats"];
    private readonly string directory = System.IO.Directory.CreateTempSubdirectory("fchat-").FullName;

    public void Dispose() => System.IO.Directory.Delete(directory, recursive: true);

    [Fact]
    public async Task By_default_there_is_none()
    {
        await using var silo = Start("Silo", out var address);
        await silo.Ready(address);
        foreach (var path in Paths)
        {
            Assert.Equal(HttpStatusCode.NotFound, (await Ask(address, path, Bearer(Tokens.For("alice", role: "ops")))).Status);
        }
    }

    [Fact]
    public async Task Where_it_is_on_it_opens_to_the_role_ops_alone()
    {
        await using var silo = Start("Silo", out var address, ("Dashboard:Enabled", "true"), ("Auth:Key", TestGateway.Key), ("Auth:Audience", "fchat"));
        await silo.Ready(address);
        var ops = Tokens.For("alice", role: "ops", audience: "fchat");

        (string Who, AuthenticationHeaderValue? Header, HttpStatusCode Expected)[] callers =
        [
            ("nobody", null, HttpStatusCode.Unauthorized),
            ("an operator", Bearer(ops), HttpStatusCode.OK),
            ("an operator's browser", Basic($"me:{ops}"), HttpStatusCode.OK),
            ("a user", Bearer(Tokens.For("bob", audience: "fchat")), HttpStatusCode.Forbidden),
            ("a user's browser", Basic($":{Tokens.For("bob", audience: "fchat")}"), HttpStatusCode.Forbidden),
            ("another audience", Bearer(Tokens.For("alice", role: "ops", audience: "mail")), HttpStatusCode.Unauthorized),
            ("expired", Bearer(Tokens.For("alice", role: "ops", audience: "fchat", until: TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(-5))), HttpStatusCode.Unauthorized),
            ("forged", Bearer(Tokens.For("alice", role: "ops", audience: "fchat", key: "another key that is just as long as ours")), HttpStatusCode.Unauthorized),
            ("a name without password", Basic("me"), HttpStatusCode.Unauthorized),
            ("no base64", new AuthenticationHeaderValue("Basic", "*"), HttpStatusCode.Unauthorized),
        ];
        foreach (var (who, header, expected) in callers)
        {
            foreach (var path in Paths)
            {
                Assert.Equal((who, path, expected), (who, path, (await Ask(address, path, header)).Status));
            }
        }

        Assert.Equal(HttpStatusCode.Unauthorized, (await Ask(address, $"/dashboard/?access_token={ops}", null)).Status);
        Assert.Contains("Orleans", (await Ask(address, "/dashboard/", Bearer(ops))).Text, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(HttpStatusCode.OK, (await Ask(address, "/metrics", null)).Status);
        Assert.DoesNotContain(ops, silo.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gateway_or_a_single_process_never_shows_it()
    {
        var management = FreePort.Find();
        await using var service = Start(
            "Standalone", out var address, ("Dashboard:Enabled", "true"), ("Auth:Key", TestGateway.Key), ("Management:Port", $"{management}"));
        await service.Ready(address);
        foreach (var port in new[] { address, new Uri($"http://127.0.0.1:{management}") })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await Ask(port, "/dashboard/", Bearer(Tokens.For("alice", role: "ops")))).Status);
        }
    }

    private static AuthenticationHeaderValue Bearer(string token) => new("Bearer", token);

    private static AuthenticationHeaderValue Basic(string pair) => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(pair)));

    private static async Task<(HttpStatusCode Status, string Text)> Ask(Uri address, string path, AuthenticationHeaderValue? header)
    {
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, path));
        request.Headers.Authorization = header;
        using var response = await http.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    private ServiceProcess Start(string program, out Uri address, params (string Key, string Value)[] settings)
    {
        address = new Uri($"http://127.0.0.1:{FreePort.Find()}");
        return ServiceProcess.Start(
            program, directory, [("ASPNETCORE_ENVIRONMENT", "Development"), ("Urls", address.ToString()), ("Silo:SiloPort", "0"), ("Silo:ClientPort", "0"), .. settings]);
    }
}
