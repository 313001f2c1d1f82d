using System.Net;
using FChat.Gateway.Tests.Doors;
using FChat.Gateway.Tests.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace FChat.Gateway.Tests.Security;

/// <summary>Whose word is taken for where a request comes from.</summary>
public sealed class ProxyTests
{
    private static readonly (string, string)[] OneRequest = [("Limits:AddressRequestsPerSecond", "1"), ("Limits:AddressRequestBurst", "1")];
    private readonly FakeTimeProvider time = new(TimeProvider.System.GetUtcNow());

    [Theory]
    [InlineData("", "", false)]
    [InlineData("Proxy:KnownProxies:0", "192.0.2.1", false)]
    [InlineData("Proxy:KnownNetworks:0", "10.0.0.0/8", false)]
    [InlineData("Proxy:KnownProxies:0", "127.0.0.1", true)]
    [InlineData("Proxy:KnownNetworks:0", "127.0.0.0/8", true)]
    public async Task Addresses_that_a_header_names_count_apart_only_behind_a_known_proxy(string key, string value, bool isBelieved)
    {
        await using var gateway = await TestGateway.Start(time, "Production", [.. OneRequest, .. Setting(key, value)]);

        Assert.Equal(HttpStatusCode.OK, await Ask(gateway, "198.51.100.1"));
        Assert.Equal(isBelieved ? HttpStatusCode.OK : HttpStatusCode.TooManyRequests, await Ask(gateway, "198.51.100.2"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await Ask(gateway, "198.51.100.2"));
    }

    [Fact]
    public async Task What_a_client_wrote_itself_before_the_proxy_added_its_address_is_not_believed()
    {
        await using var gateway = await TestGateway.Start(time, "Production", [.. OneRequest, ("Proxy:KnownProxies:0", "127.0.0.1")]);

        Assert.Equal(HttpStatusCode.OK, await Ask(gateway, "203.0.113.9, 198.51.100.1"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await Ask(gateway, "203.0.113.8, 198.51.100.1"));
    }

    [Theory]
    [InlineData("127.0.0.1", "https", "localhost.example", "max-age=2592000")]
    [InlineData("127.0.0.1", "https", "localhost", null)]
    [InlineData("127.0.0.1", "http", "chat.example.org", null)]
    [InlineData("192.0.2.1", "https", "chat.example.org", null)]
    public async Task Browsers_are_held_to_https_where_a_known_proxy_says_that_they_came_by_it(string proxy, string scheme, string host, string? expected)
    {
        await using var gateway = await TestGateway.Start(("Proxy:KnownProxies:0", proxy));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/version");
        request.Headers.Host = host;
        request.Headers.Add("X-Forwarded-Proto", scheme);
        request.Headers.Add("X-Forwarded-For", "198.51.100.1");

        using var response = await gateway.Http.SendAsync(request);

        Assert.Equal(expected, response.Headers.TryGetValues("Strict-Transport-Security", out var values) ? values.Single() : null);
    }

    private static (string, string)[] Setting(string key, string value) => key.Length == 0 ? [] : [(key, value)];

    private static async Task<HttpStatusCode> Ask(TestGateway gateway, string forwardedFor)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/method/f_chat.get_rooms");
        request.Headers.Authorization = new("Bearer", Tokens.For("alice"));
        request.Headers.Add("X-Forwarded-For", forwardedFor);
        using var response = await gateway.Http.SendAsync(request);
        return response.StatusCode;
    }
}
