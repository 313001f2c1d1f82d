using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using FChat.Gateway.Tests.Hosting;

namespace FChat.Gateway.Tests.Security;

/// <summary>What every answer tells browsers, and what no header opens.</summary>
public sealed partial class HeaderTests(UnlimitedGateway shared) : IClassFixture<UnlimitedGateway>
{
    private HttpClient Http => shared.Gateway.Http;

    [Theory]
    [InlineData("GET", "/", HttpStatusCode.OK)]
    [InlineData("GET", "/icon.svg", HttpStatusCode.OK)]
    [InlineData("GET", "/version", HttpStatusCode.OK)]
    [InlineData("GET", "/no/such/page", HttpStatusCode.NotFound)]
    [InlineData("GET", "/hub", HttpStatusCode.Unauthorized)]
    [InlineData("POST", "/api/method/f_chat.get_rooms", HttpStatusCode.Unauthorized)]
    [InlineData("DELETE", "/version", HttpStatusCode.MethodNotAllowed)]
    public async Task Every_answer_has_the_headers(string method, string path, HttpStatusCode status)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var response = await Http.SendAsync(request);

        Assert.Equal(status, response.StatusCode);
        var policy = Header(response, "Content-Security-Policy");
        Assert.Contains("default-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal(("nosniff", "no-referrer", "same-origin"), (Header(response, "X-Content-Type-Options"), Header(response, "Referrer-Policy"), Header(response, "Cross-Origin-Opener-Policy")));
        Assert.Contains("geolocation=()", Header(response, "Permissions-Policy"), StringComparison.Ordinal);
        Assert.False(response.Headers.Contains("Server"));
        Assert.False(response.Headers.Contains("Strict-Transport-Security"));
    }

    [Fact]
    public async Task The_call_page_needs_nothing_that_the_policy_forbids()
    {
        var page = await Http.GetStringAsync("/");

        Assert.NotEmpty(Script().Matches(page));
        Assert.All(Script().Matches(page), script => Assert.Contains("src=\"/", script.Value, StringComparison.Ordinal));
        Assert.DoesNotMatch("<style|\\sstyle=|\\son[a-z]+=|javascript:|https?://", page);
    }

    [Fact]
    public async Task The_reference_page_may_run_its_one_script_and_no_other()
    {
        using var response = await Http.GetAsync("/scalar/");
        var page = await response.Content.ReadAsStringAsync();

        var inline = Script().Matches(page).Select(script => script.Groups["text"].Value).Where(text => text.Length > 0);
        var allowed = inline.Select(text => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'");

        Assert.Contains($"script-src 'self' {string.Join(' ', allowed)};", Header(response, "Content-Security-Policy"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metrics_are_not_opened_by_naming_their_port_in_the_host_header()
    {
        var port = FChat.Hosting.FreePort.Find();
        await using var gateway = await TestGateway.Start(("Management:Port", $"{port}"));
        foreach (var host in new[] { $"localhost:{port}", $"127.0.0.1:{port}" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
            request.Headers.Host = host;
            using var response = await gateway.Http.SendAsync(request);

            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        }
    }

    private static string Header(HttpResponseMessage response, string name) => response.Headers.GetValues(name).Single();

    [GeneratedRegex("<script[^>]*>(?<text>.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex Script();
}
