using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using FChat.Gateway.Tests.Doors;
using FChat.Gateway.Tests.Hosting;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace FChat.Gateway.Tests;

/// <summary>Whose tokens open the doors, and whose do not.</summary>
public sealed class AuthTests
{
    private static DateTime Now => TimeProvider.System.GetUtcNow().UtcDateTime;

    public static TheoryData<string, string?> BadTokens => new()
    {
        { "none", null },
        { "empty", "" },
        { "nonsense", "not.a.token" },
        { "expired", Tokens.For("alice", until: Now.AddMinutes(-5)) },
        { "signed by another", Tokens.For("alice", key: "another key that is just as long as ours") },
        { "not signed", Unsigned() },
        { "reserved name", Tokens.For("@service") },
        { "name with a space", Tokens.For("al ice") },
        { "empty name", Tokens.For("") },
        { "name of 129", Tokens.For(new string('a', 129)) },
        { "name with a line", Tokens.For("alice\nroot") },
        { "huge", Tokens.For("alice", name: new string('x', 20_000)) },
    };

    [Theory, MemberData(nameof(BadTokens))]
    public async Task A_token_that_does_not_hold_opens_neither_door(string why, string? token)
    {
        await using var gateway = await TestGateway.Start();

        var (status, reply) = await gateway.Http.Ask(HttpMethod.Post, token, "f_chat.get_rooms", null);
        var hub = await Assert.ThrowsAsync<WebSocketException>(() => HubClient.Open(gateway.Address, token ?? ""));

        Assert.Equal((HttpStatusCode.Unauthorized, "unauthenticated", why), (status, reply.Code, why));
        Assert.Matches(why == "huge" ? "414" : "401", hub.Message);
        Assert.Empty(gateway.Logs.Errors);
    }

    [Fact]
    public async Task A_name_of_128_allowed_characters_opens_both_doors()
    {
        await using var gateway = await TestGateway.Start();
        var user = "Az09._@~-" + new string('u', 119);

        await using var hub = await gateway.Connect(user);

        Assert.Null((await hub.Invoke("get_rooms")).Error);
        Assert.Null((await gateway.Http.Get(Tokens.For(user), "get_rooms")).Reply.Error);
    }

    [Theory]
    [InlineData("ops", true)]
    [InlineData("user", false)]
    [InlineData("OPS", false)]
    [InlineData("ops,user", true)]
    public async Task The_role_may_be_one_text_or_a_list(string roles, bool isOperator)
    {
        await using var gateway = await TestGateway.Start();
        object role = roles.Contains(',', StringComparison.Ordinal) ? roles.Split(',') : roles;

        var (_, reply) = await gateway.Http.Get(Tokens.For("alice", role: role), "get_active_calls");

        Assert.Equal(isOperator ? null : "forbidden", reply.Code);
    }

    [Theory, InlineData("access_token"), InlineData("ACCESS_TOKEN"), InlineData("access%5Ftoken")]
    public async Task A_token_in_the_query_is_not_taken_by_http_and_never_written_down(string parameter)
    {
        await using var gateway = await TestGateway.Start();
        var token = Tokens.For("alice");

        using var response = await gateway.Http.GetAsync($"/api/method/f_chat.get_rooms?{parameter}={token}&x=1");
        await using var hub = await HubClient.Open(gateway.Address, token);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Null((await hub.Invoke("get_rooms")).Error);
        Assert.Contains(gateway.Logs.Lines, line => line.Text.Contains("/api/method/f_chat.get_rooms?x=1", StringComparison.Ordinal));
        Assert.DoesNotContain(gateway.Logs.Lines, line => line.Text.Contains(token, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_connection_closes_when_its_token_expires()
    {
        await using var gateway = await TestGateway.Start(("Auth:ClockSkew", "00:00:00"));
        await using var hub = await HubClient.Open(gateway.Address, Tokens.For("alice", until: Now.AddSeconds(3)));

        await hub.Ended.WaitAsync(TimeSpan.FromSeconds(20));

        Assert.Empty(gateway.Logs.Errors);
    }

    [Fact]
    public async Task A_token_signed_with_the_private_half_of_a_configured_public_key_holds()
    {
        using var rsa = RSA.Create(2_048);
        await using var gateway = await TestGateway.Start(("Auth:Key", null!), ("Auth:PublicKey", rsa.ExportSubjectPublicKeyInfoPem()), ("Auth:Audience", "fchat"));

        var good = await gateway.Http.Get(Signed(rsa, "fchat"), "get_rooms");
        var forAnother = await gateway.Http.Get(Signed(rsa, "mail"), "get_rooms");
        var publicKeyAsSecret = await gateway.Http.Get(Tokens.For("alice", key: rsa.ExportSubjectPublicKeyInfoPem()), "get_rooms");

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized], [good.Status, forAnother.Status, publicKeyAsSecret.Status]);
    }

    [Fact]
    public async Task Development_tokens_are_given_for_any_well_formed_name_where_they_are_on()
    {
        await using var gateway = await TestGateway.StartIn("Development", ("Auth:Key", null!), ("Auth:DevelopmentTokens", "true"));

        using var given = await gateway.Http.PostAsJsonAsync("/dev/token", new { user = "alice", name = "Alice", role = "ops" });
        var token = (await given.Content.ReadFromJsonAsync<JsonObject>())!;
        using var refused = await gateway.Http.PostAsJsonAsync("/dev/token", new { user = "@service" });

        Assert.Equal(3_600, (int)token["expires_in"]!);
        Assert.Null((await gateway.Http.Get((string)token["token"]!, "get_active_calls")).Reply.Error);
        Assert.Equal("user", Reply.OfHttp(await refused.Content.ReadAsStringAsync()).Field);
    }

    [Fact]
    public async Task The_development_key_outlives_the_process_and_is_its_owners_alone()
    {
        var file = Path.Combine(System.IO.Directory.CreateTempSubdirectory("fchat-").FullName, "development.key");
        (string, string)[] settings = [("Auth:Key", null!), ("Auth:DevelopmentTokens", "true"), ("Auth:DevelopmentKeyFile", file)];
        string token;
        await using (var first = await TestGateway.StartIn("Development", settings))
        {
            using var given = await first.Http.PostAsJsonAsync("/dev/token", new { user = "alice" });
            token = (string)(await given.Content.ReadFromJsonAsync<JsonObject>())!["token"]!;
        }

        await using var second = await TestGateway.StartIn("Development", settings);

        Assert.Null((await second.Http.Get(token, "get_rooms")).Reply.Error);
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(file) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Fact]
    public async Task There_is_no_development_door_where_it_is_off()
    {
        await using var gateway = await TestGateway.Start();

        using var response = await gateway.Http.PostAsJsonAsync("/dev/token", new { user = "alice" });

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Theory]
    [InlineData("Auth:DevelopmentTokens", "true", "Production")]
    [InlineData("Auth:Key", "short", "32 bytes")]
    [InlineData("Auth:Authority", "https://issuer.example", "excludes")]
    [InlineData("Auth:Key", null, "whose tokens")]
    public async Task The_service_refuses_to_start_when_it_could_not_tell_people_apart(string key, string? value, string says)
    {
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => TestGateway.Start((key, value!)));

        Assert.Contains(says, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_of_another_origin_is_kept_out_unless_it_is_allowed()
    {
        await using var gateway = await TestGateway.Start(("Browser:Origins:0", "https://chat.example.org"));

        Assert.Equal(HttpStatusCode.OK, await AskFrom(gateway, "https://chat.example.org"));
        Assert.Equal(HttpStatusCode.OK, await AskFrom(gateway, gateway.Address.GetLeftPart(UriPartial.Authority)));
        Assert.Equal(HttpStatusCode.Forbidden, await AskFrom(gateway, "https://evil.example.org"));
        Assert.Equal(HttpStatusCode.Forbidden, await AskFrom(gateway, "null"));
        await Assert.ThrowsAsync<WebSocketException>(() => HubClient.Open(
            gateway.Address, Tokens.For("alice"), HubEncoding.Json, options => options.SetRequestHeader("Origin", "https://evil.example.org")));
    }

    private static async Task<HttpStatusCode> AskFrom(TestGateway gateway, string origin)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/method/f_chat.get_rooms");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Tokens.For("alice"));
        request.Headers.Add("Origin", origin);
        using var response = await gateway.Http.SendAsync(request);
        return response.StatusCode;
    }

    private static string Unsigned()
    {
        static string Part(string json) => Base64UrlEncoder.Encode(Encoding.UTF8.GetBytes(json));
        return $"{Part("""{"alg":"none"}""")}.{Part("""{"sub":"alice","exp":4102444800}""")}.";
    }

    private static string Signed(RSA rsa, string audience) => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
    {
        Claims = new Dictionary<string, object> { ["sub"] = "alice" },
        Audience = audience,
        Expires = Now.AddHours(1),
        SigningCredentials = new SigningCredentials(new RsaSecurityKey(rsa), SecurityAlgorithms.RsaSha256),
    });
}
