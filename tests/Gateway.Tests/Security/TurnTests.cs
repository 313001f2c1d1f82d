using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FChat.Gateway.Ice;
using FChat.Gateway.Tests.Doors;
using FChat.Gateway.Tests.Fakes;
using FChat.Gateway.Tests.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace FChat.Gateway.Tests.Security;

/// <summary>TURN credentials as coturn checks them (<c>use-auth-secret</c>): the name is the end as Unix time, a colon, the user; the key is its HMAC-SHA1 by the secret, in base 64.</summary>
public sealed class TurnTests
{
    private const string Secret = "vS2x9Qm4Lw7TzKp1";
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();
    private readonly FakeTimeProvider time = new(Now);

    private static (string, string)[] Turn =>
    [
        ("Ice:Servers:0:Urls:0", "stun:turn.example.org:3478"),
        ("Ice:Servers:1:Urls:0", "turn:turn.example.org:3478"),
        ("Ice:Servers:1:Secret", Secret),
        ("Ice:CredentialLifetime", "00:10:00"),
    ];

    [Fact]
    public async Task Through_every_door_a_user_gets_a_name_that_ends_and_its_key()
    {
        await using var gateway = await TestGateway.Start(time, "Production", Turn);
        await using var doors = await ThreeDoors.Open(gateway, "alice");

        var servers = (await doors.Ask("get_ice_servers", "{}")).Data!["ice_servers"]!;
        var joined = (await doors.Ask("join_call", $$"""{"call_session_id":"{{Samples.Call}}"}""")).Data!["ice_servers"]!;

        var (name, key) = ((string)servers[1]!["username"]!, (string)servers[1]!["credential"]!);
        Assert.Equal((null, null), (servers[0]!["username"], servers[0]!["credential"]));
        Assert.Equal($"{Now.AddMinutes(10).ToUnixTimeSeconds()}:alice", name);
        Assert.True(CoturnTakes(name, key, Now));
        Assert.Equal(600, (int)servers[1]!["ttl"]!);
        Assert.Null(servers[0]!["ttl"]);
        Assert.Equal(servers.ToJsonString(), joined.ToJsonString());
    }

    [Fact]
    public async Task Several_servers_come_in_the_order_of_their_numbers_each_with_a_key_by_its_own_secret()
    {
        var settings = Enumerable.Range(0, 12).Reverse().SelectMany(n => new[] { ($"Ice:Servers:{n}:Urls:0", $"turn:turn-{n}.example.org"), ($"Ice:Servers:{n}:Secret", SecretOf(n)) });
        await using var gateway = await TestGateway.Start(time, "Production", [.. settings]);
        await using var doors = await ThreeDoors.Open(gateway, "alice");

        var servers = (await doors.Ask("get_ice_servers", "{}")).Data!["ice_servers"]!.AsArray();

        Assert.Equal(Enumerable.Range(0, 12).Select(n => $"turn:turn-{n}.example.org"), servers.Select(server => (string)server!["urls"]![0]!));
        Assert.All(servers.Index(), server =>
            Assert.True(CoturnTakes((string)server.Item!["username"]!, (string)server.Item["credential"]!, Now, SecretOf(server.Index))));
    }

    [Fact]
    public async Task Where_media_must_be_relayed_every_answer_with_servers_says_so_and_elsewhere_none_does()
    {
        await using var relaying = await TestGateway.Start(time, "Production", [.. Turn, ("Ice:RelayOnly", "true")]);
        await using var open = await TestGateway.Start(time, "Production", Turn);
        await using var relayed = await ThreeDoors.Open(relaying, "alice");
        await using var free = await ThreeDoors.Open(open, "alice");
        foreach (var (operation, fields) in new[] { ("get_ice_servers", "{}"), ("join_call", $$"""{"call_session_id":"{{Samples.Call}}"}""") })
        {
            Assert.Equal("relay", (string?)(await relayed.Ask(operation, fields)).Data!["ice_transport_policy"]);
            Assert.Null((await free.Ask(operation, fields)).Data!["ice_transport_policy"]);
        }
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("stun:stun.example.org", false)]
    [InlineData("turn:turn.example.org", true)]
    [InlineData("turns:turn.example.org", true)]
    public void Media_can_be_relayed_only_where_there_is_a_relay(string? url, bool isAccepted)
    {
        var options = new IceOptions { RelayOnly = true };
        if (url is not null)
        {
            options.Servers.Add(new IceServerOptions { Urls = { url } });
        }

        Assert.Equal(isAccepted, !options.Validate(new ValidationContext(options)).Any());
    }

    [Fact]
    public async Task Each_user_has_another_and_none_holds_beyond_its_end_or_with_a_later_one()
    {
        await using var gateway = await TestGateway.Start(time, "Production", Turn);
        var servers = (IceServers)gateway.Services.GetService(typeof(IceServers))!;
        var (alice, bob) = (servers.For(new UserId("alice"))[1], servers.For(new UserId("bob"))[1]);
        time.Advance(TimeSpan.FromMinutes(5));
        var later = servers.For(new UserId("alice"))[1];

        Assert.True(CoturnTakes(alice.Username!, alice.Credential!, Now.AddMinutes(9)));
        Assert.False(CoturnTakes(alice.Username!, alice.Credential!, Now.AddMinutes(11)));
        Assert.True(CoturnTakes(later.Username!, later.Credential!, Now.AddMinutes(14)));
        Assert.False(CoturnTakes(later.Username!, alice.Credential!, Now));
        Assert.False(CoturnTakes(bob.Username!, alice.Credential!, Now));
        Assert.DoesNotContain(gateway.Logs.Lines, line => line.Text.Contains(Secret, StringComparison.Ordinal) || line.Text.Contains(alice.Credential!, StringComparison.Ordinal));
    }

    private static string SecretOf(int n) => $"kR7vW2sYq9Zt4Lx{n}";

    // What coturn does with a request: src/apps/relay/userdb.c, get_user_key, and check_username's time stamp before the separator.
    private static bool CoturnTakes(string name, string key, DateTimeOffset now, string secret = Secret)
    {
        var end = long.Parse(name.Split(':')[0], CultureInfo.InvariantCulture);
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA1, Encoding.UTF8.GetBytes(secret));
        hmac.AppendData(Encoding.UTF8.GetBytes(name));
        return end > now.ToUnixTimeSeconds() && key == Convert.ToBase64String(hmac.GetHashAndReset());
    }
}
