using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using FChat.Cluster.Tests.Topologies.Processes;
using FChat.Deploy.Tests.Compose;
using FChat.Deploy.Tests.Docker;
using FChat.TestServers;

namespace FChat.Deploy.Tests.Running;

/// <summary>The images in production, on one machine and so on ports of their own: the schema, a silo, a gateway, and a PostgreSQL and a Janus that nobody else uses.</summary>
public sealed class RunningService : IAsyncLifetime
{
    private readonly BuiltImages images = new();
    private readonly string key = RandomNumberGenerator.GetHexString(64, lowercase: true);
    private readonly Dictionary<string, string> common = [];
    private PrivatePostgres? postgres;
    private JanusServer? janus;
    private ImageProcess? silo, gateway;

    /// <summary>Where the gateway takes clients.</summary>
    public Uri Gateway { get; } = Free();

    /// <summary>Where the gateway shows its metrics.</summary>
    public Uri GatewayMetrics { get; } = Free();

    /// <summary>Where the silo shows health and metrics.</summary>
    public Uri Silo { get; } = Free();

    /// <summary>What the step printed that brought the schema up to date.</summary>
    public string Migration { get; private set; } = "";

    /// <summary>Everything that silo and gateway have printed.</summary>
    public string Output => $"{silo?.Output}\n{gateway?.Output}";

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        await images.Build(Dockerfile.Silo);
        postgres = await PrivatePostgres.Start();
        janus = await JanusServer.Start();
        common["Postgres__ConnectionString"] = await postgres.CreateDatabase();
        await using (var migration = ImageProcess.Start(Dockerfile.Silo, images.Layout(Dockerfile.Silo), common, "--migrate"))
        {
            var code = await migration.Ended();
            Migration = migration.Output;
            Assert.True(code == 0, Migration);
        }

        silo = ImageProcess.Start(Dockerfile.Silo, images.Layout(Dockerfile.Silo), SiloSettings().Concat(MediaSettings()).ToDictionary());
        await images.Build(Dockerfile.Gateway);
        gateway = ImageProcess.Start(Dockerfile.Gateway, images.Layout(Dockerfile.Gateway), GatewaySettings());
        await silo.Ready(Silo);
        await gateway.Ready(Gateway);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Dispose(gateway);
        await Dispose(silo);
        await Dispose(janus);
        await Dispose(postgres);
        images.Dispose();
    }

    /// <summary>A client of the HTTP door with a token of somebody, made as docs/operations.md says.</summary>
    internal async Task<HttpClient> SignIn(string user, string? role = null)
    {
        var block = Documents.Blocks(Documents.Section(Documents.Operations, "## Docker Compose")).Single(block => block.Text.Contains("openssl dgst", StringComparison.Ordinal)).Text;
        using var shell = new Shell();
        var token = await shell.Run($"FCHAT_AUTH_KEY={key} FCHAT_USER={user} FCHAT_ROLE={role}\n{block}");
        var http = new HttpClient { BaseAddress = Gateway };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.Trim());
        return http;
    }

    /// <summary>Starts another gateway and waits until it is ready.</summary>
    internal async Task<ImageProcess> StartAnotherGateway()
    {
        var address = Free();
        var another = ImageProcess.Start(Dockerfile.Gateway, images.Layout(Dockerfile.Gateway), new Dictionary<string, string>(GatewaySettings())
        {
            ["Urls"] = address.ToString(), ["Management__Port"] = $"{FreePorts.Find()}",
        });
        await another.Ready(address);
        return another;
    }

    private static Uri Free() => new($"http://127.0.0.1:{FreePorts.Find().ToString(CultureInfo.InvariantCulture)}");

    private static ValueTask Dispose(IAsyncDisposable? one) => one?.DisposeAsync() ?? ValueTask.CompletedTask;

    private Dictionary<string, string> SiloSettings() => new(common)
    {
        ["Urls"] = Silo.ToString(),
        ["Silo__SiloPort"] = $"{FreePorts.Find()}",
        ["Silo__ClientPort"] = $"{FreePorts.Find()}",
        ["Silo__StreamPort"] = $"{FreePorts.Find()}",

        // A receiver that is not there: it has metrics of its own.
        ["Webhooks__Endpoints__0__Name"] = "away",
        ["Webhooks__Endpoints__0__Url"] = Free().ToString(),
        ["Webhooks__Endpoints__0__Secret"] = $"whsec_{Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))}",
    };

    // As the compose file's addition says, with what an operator fills in.
    private IEnumerable<KeyValuePair<string, string>> MediaSettings() => ComposeFile.MediaEnvironment("silo-1").Select(entry => KeyValuePair.Create(entry.Key, entry.Value
        .Replace("${FCHAT_MEDIA_URL:?}", janus!.Url.ToString(), StringComparison.Ordinal)
        .Replace("${FCHAT_MEDIA_API_SECRET:?}", janus.ApiSecret, StringComparison.Ordinal)
        .Replace("${FCHAT_MEDIA_ADMIN_KEY:?}", janus.AdminKey, StringComparison.Ordinal)));

    private Dictionary<string, string> GatewaySettings() => new(common)
    {
        ["Urls"] = Gateway.ToString(),
        ["Management__Port"] = $"{GatewayMetrics.Port}",
        ["Auth__Key"] = key,
    };
}

/// <summary>Tests that share the images and the service.</summary>
[CollectionDefinition]
public sealed class OnRunningService : ICollectionFixture<RunningService>;
