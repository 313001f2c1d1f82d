using System.Net;
using System.Net.WebSockets;
using FChat.Gateway.Tests.Doors;
using FChat.Gateway.Tests.Hosting;

namespace FChat.Gateway.Tests.Security;

/// <summary>From which pages a browser may use the service: its own, and those that are named. Both doors, the handshake of the WebSocket included, which CORS does not bind.</summary>
public sealed class OriginTests : IAsyncLifetime
{
    private const string Host = "chat.example.org";
    private TestGateway gateway = null!;

    public async ValueTask InitializeAsync() => gateway = await TestGateway.Start(
        ("Browser:Origins:0", "https://team.example.org"), ("Browser:Origins:1", "http://localhost:5173"), ("Proxy:KnownProxies:0", "127.0.0.1"));

    public ValueTask DisposeAsync() => gateway.DisposeAsync();

    [Theory]
    [InlineData(null, true)]
    [InlineData("https://chat.example.org", true)]
    [InlineData("HTTPS://CHAT.EXAMPLE.ORG", true)]
    [InlineData("https://team.example.org", true)]
    [InlineData("http://localhost:5173", true)]
    [InlineData("http://chat.example.org", false)]
    [InlineData("https://chat.example.org:8443", false)]
    [InlineData("https://chat.example.org.evil.example", false)]
    [InlineData("https://evil.example/chat.example.org", false)]
    [InlineData("https://chat.example.org@evil.example", false)]
    [InlineData("http://team.example.org", false)]
    [InlineData("https://sub.team.example.org", false)]
    [InlineData("http://localhost:5174", false)]
    [InlineData("http://127.0.0.1:5173", false)]
    [InlineData("file://chat.example.org", false)]
    [InlineData("null", false)]
    [InlineData("*", false)]
    public async Task An_origin_opens_both_doors_or_neither(string? origin, bool isOpen)
    {
        using var byHttp = await Ask(HttpMethod.Post, "/api/method/f_chat.get_rooms", origin);
        using var negotiation = await Ask(HttpMethod.Post, "/hub/negotiate?negotiateVersion=1", origin);
        var hub = await Record.ExceptionAsync(() => Shake(origin));

        Assert.Equal(
            (isOpen ? HttpStatusCode.OK : HttpStatusCode.Forbidden, isOpen ? HttpStatusCode.OK : HttpStatusCode.Forbidden, isOpen),
            (byHttp.StatusCode, negotiation.StatusCode, hub is null));
        Assert.True(isOpen || hub is WebSocketException { Message: var why } && why.Contains("403", StringComparison.Ordinal));
        Assert.Equal(isOpen ? null : "forbidden", Reply.OfHttp(await byHttp.Content.ReadAsStringAsync()).Code);
    }

    [Theory, InlineData("https://team.example.org", true), InlineData("https://evil.example", false)]
    public async Task A_browser_is_told_by_preflight_whether_it_may_ask(string origin, bool isAllowed)
    {
        using var request = Request(HttpMethod.Options, "/api/method/f_chat.get_rooms", origin);
        request.Headers.Add("Access-Control-Request-Method", "POST");
        request.Headers.Add("Access-Control-Request-Headers", "authorization,content-type");
        using var response = await gateway.Http.SendAsync(request);

        Assert.Equal(isAllowed ? origin : null, response.Headers.TryGetValues("Access-Control-Allow-Origin", out var allowed) ? allowed.Single() : null);
        Assert.DoesNotContain("*", response.Headers.SelectMany(header => header.Value));
    }

    private static HttpRequestMessage Request(HttpMethod method, string path, string? origin)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new("Bearer", Tokens.For("alice"));
        request.Headers.Host = Host;
        request.Headers.Add("X-Forwarded-For", "198.51.100.1");
        request.Headers.Add("X-Forwarded-Proto", "https");
        if (origin is not null)
        {
            request.Headers.TryAddWithoutValidation("Origin", origin);
        }

        return request;
    }

    private async Task<HttpResponseMessage> Ask(HttpMethod method, string path, string? origin)
    {
        using var request = Request(method, path, origin);
        return await gateway.Http.SendAsync(request);
    }

    private async Task Shake(string? origin)
    {
        await using var hub = await HubClient.Open(gateway.Address, Tokens.For("alice"), configure: options =>
        {
            options.SetRequestHeader("Host", Host);
            options.SetRequestHeader("X-Forwarded-For", "198.51.100.1");
            options.SetRequestHeader("X-Forwarded-Proto", "https");
            if (origin is not null)
            {
                options.SetRequestHeader("Origin", origin);
            }
        });
    }
}
