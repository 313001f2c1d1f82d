using FChat.Gateway.Tests.Hosting;
using FChat.Gateway.Tests.Processes;

namespace FChat.Gateway.Tests.Security;

/// <summary>Settings with which a program does not start in Production: exit code 1, and a last line that says what to change, and not what the secret was.</summary>
public sealed class StartRefusalTests : IDisposable
{
    private const string Secret = "Ice:Servers:0:Secret";
    private const string Webhook = "Webhooks:Endpoints:0:Secret";
    private readonly string directory = System.IO.Directory.CreateTempSubdirectory("fchat-").FullName;

    public static TheoryData<string, string, string, string> Refused => new()
    {
        { "Gateway", "Auth:DevelopmentTokens", "true", "Auth:DevelopmentTokens is for development" },
        { "Standalone", "Auth:DevelopmentTokens", "true", "Auth:DevelopmentTokens is for development" },
        { "Gateway", "Auth:AllowHttpAuthority", "true", "Auth:AllowHttpAuthority is for tests" },
        { "Gateway", "Auth:Key", "thirty-one bytes are not enough", "Auth:Key must have at least 32 bytes" },
        { "Standalone", "Auth:Key", "change-me-change-me-change-me-change-me", "Auth:Key is an example" },
        { "Gateway", "Auth:Key", new string('a', 64), "Auth:Key repeats itself or counts" },
        { "Gateway", "Browser:Origins:0", "*", "Browser:Origins: * would let any page" },
        { "Standalone", "Browser:Origins:0", "https://*.example.org", "would let any page" },
        { "Gateway", Secret, "not-long", "at least 16 characters" },
        { "Gateway", Secret, "replace-me-with-a-secret", "a secret is an example" },
        { "Gateway", "FORWARDEDHEADERS_ENABLED", "true", "name the proxies" },
        { "Gateway", "Proxy:KnownNetworks:0", "0.0.0.0/0", "is everybody" },
        { "Gateway", "Limits:ConnectionsPerUser", "0", "ConnectionsPerUser" },
        { "Gateway", "Cluster:GatewayPort", "0", "GatewayPort" },
        { "Silo", Webhook, "whsec_Y2hhbmdlLW1lLWNoYW5nZS1tZS1jaGFuZ2UtbWU=", "the secret of billing is an example" },
        { "Silo", Webhook, "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "the secret of billing is an example" },
        { "Silo", "Postgres:ConnectionString", "Host=localhost;Username=fchat;Password=changeme;Database=fchat", "a password that is an example" },
    };

    public void Dispose() => System.IO.Directory.Delete(directory, recursive: true);

    [Theory, MemberData(nameof(Refused))]
    public async Task A_program_does_not_start_with(string program, string key, string value, string says)
    {
        await using var refused = ServiceProcess.Start(program, directory, [("ASPNETCORE_ENVIRONMENT", "Production"), .. Settings(key, value)]);

        Assert.Equal(1, await refused.Ended());

        var line = Assert.Single(refused.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("FChat does not start. ", line, StringComparison.Ordinal);
        Assert.Contains(says, line, StringComparison.Ordinal);
        Assert.True(!IsSecret(key) || !refused.Output.Contains(value, StringComparison.Ordinal), refused.Output);
    }

    private static bool IsSecret(string key) => key is "Auth:Key" or Secret or Webhook or "Postgres:ConnectionString";

    private static IEnumerable<(string, string)> Settings(string key, string value)
    {
        yield return ("Urls", "http://127.0.0.1:0");
        yield return ("Cluster:GatewayPort", "9");
        yield return ("Auth:Key", TestGateway.Key);
        yield return ("Ice:Servers:0:Urls:0", "turn:turn.example.org");
        if (key == Webhook)
        {
            yield return ("Webhooks:Endpoints:0:Name", "billing");
            yield return ("Webhooks:Endpoints:0:Url", "https://billing.example.org/fchat");
        }

        yield return (key == "FORWARDEDHEADERS_ENABLED" ? "ASPNETCORE_FORWARDEDHEADERS_ENABLED" : key, value);
    }
}
