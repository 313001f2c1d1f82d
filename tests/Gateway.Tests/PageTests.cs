using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using FChat.Gateway.Operations;
using FChat.Gateway.Tests.Hosting;
using FChat.Gateway.Wire;

namespace FChat.Gateway.Tests;

/// <summary>What stands beside the operations.</summary>
public sealed class PageTests(UnlimitedGateway shared) : IClassFixture<UnlimitedGateway>
{
    private HttpClient Http => shared.Gateway.Http;

    [Fact]
    public async Task The_openapi_document_describes_every_operation_field_and_code()
    {
        var document = (await Http.GetFromJsonAsync<JsonObject>("/openapi/v1.json"))!;
        var paths = document["paths"]!.AsObject();

        Assert.Equal(OperationTable.All.Select(operation => $"/api/method/f_chat.{operation.Name}"), paths.Select(path => path.Key));
        foreach (var operation in OperationTable.All)
        {
            var path = paths[$"/api/method/f_chat.{operation.Name}"]!.AsObject();
            var properties = path["post"]!["requestBody"]!["content"]!["application/json"]!["schema"]!["properties"]!.AsObject();
            Assert.Equal(operation.IsRead, path.ContainsKey("get"));
            Assert.Equal(operation.Fields.Select(field => field.Name), properties.Select(property => property.Key));
        }

        Assert.Equal(ErrorCodes.All.Count, document["components"]!["schemas"]!["refusal"]!["properties"]!["exc_type"]!["enum"]!.AsArray().Count);
    }

    [Theory]
    [InlineData("/health/live", "text/plain")]
    [InlineData("/health/ready", "text/plain")]
    [InlineData("/version", "application/json")]
    [InlineData("/scalar/", "text/html")]
    public async Task A_page_is_there_without_a_token_and_under_a_strict_policy(string path, string type)
    {
        using var response = await Http.GetAsync(path);

        Assert.Equal((HttpStatusCode.OK, type), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        Assert.Contains("default-src 'self'", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.False(response.Headers.Contains("Server"));
    }

    [Fact]
    public async Task Metrics_are_not_for_the_public()
    {
        using var response = await Http.GetAsync("/metrics");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task Metrics_are_on_the_management_port_where_one_is_configured()
    {
        var port = FChat.Hosting.FreePort.Find();
        await using var gateway = await TestGateway.Start(("Management:Port", $"{port}"));
        await using var hub = await gateway.Connect("alice");
        await hub.Invoke("get_rooms");

        using var onPublic = await gateway.Http.GetAsync("/metrics");
        var metrics = await gateway.Http.GetStringAsync($"http://127.0.0.1:{port}/metrics");

        Assert.Equal(HttpStatusCode.NotFound, onPublic.StatusCode);
        Assert.Contains("fchat_gateway_connections", metrics, StringComparison.Ordinal);
    }

    [Fact]
    public void Turn_credentials_hold_for_a_time_and_for_one_user()
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(new DateTimeOffset(2026, 11, 3, 0, 0, 0, TimeSpan.Zero));
        var options = new Ice.IceOptions();
        options.Servers.Add(new Ice.IceServerOptions { Urls = { "turn:turn.example.org:3478" }, Secret = "north" });
        options.Servers.Add(new Ice.IceServerOptions { Urls = { "stun:stun.example.org" } });

        var servers = new Ice.IceServers(Microsoft.Extensions.Options.Options.Create(options), time).For(new UserId("alice"));

        // echo -n 1793707200:alice | openssl dgst -sha1 -hmac north -binary | base64
        Assert.Equal(("1793707200:alice", "Iz5OSGfYMu6wa/O8T/6dae89Kl0="), (servers[0].Username, servers[0].Credential));
        Assert.Equal((null, null), (servers[1].Username, servers[1].Credential));
    }
}
