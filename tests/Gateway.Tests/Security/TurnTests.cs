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
        Assert.Equal(servers.ToJsonString(), joined.ToJsonString());
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

    // What coturn does with a request: src/apps/relay/userdb.c, get_user_key, and check_username's time stamp before the separator.
    private static bool CoturnTakes(string name, string key, DateTimeOffset now)
    {
        var end = long.Parse(name.Split(':')[0], CultureInfo.InvariantCulture);
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA1, Encoding.UTF8.GetBytes(Secret));
        hmac.AppendData(Encoding.UTF8.GetBytes(name));
        return end > now.ToUnixTimeSeconds() && key == Convert.ToBase64String(hmac.GetHashAndReset());
    }
}
