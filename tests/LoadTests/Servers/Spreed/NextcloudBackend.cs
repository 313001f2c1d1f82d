using System.Security.Cryptography;
using FChat.LoadTests.Servers.Backings;

namespace FChat.LoadTests.Servers.Spreed;

/// <summary>
/// The Nextcloud that a signaling server leans on, as far as a load needs one. It is in this process: its cost is the driver's, in favour of the server.
/// </summary>
public sealed class NextcloudBackend : IBacking
{
    private const string Base = "/ocs/v2.php";
    private const int LongestRequest = 1 << 20;
    private readonly WebApplication _app;

    private NextcloudBackend(WebApplication app, Uri address, string secret) => (_app, Address, Secret) = (app, address, secret);

    /// <summary>Its root, by which the server knows it.</summary>
    public Uri Address { get; }

    /// <summary>Where the server asks who a user is and which rooms there are.</summary>
    public Uri Signaling => new(Address, $"{Base}/apps/spreed/api/v1/signaling/backend");

    /// <summary>Shared with the server alone.</summary>
    public string Secret { get; }

    /// <inheritdoc/>
    public string Connection => Signaling.ToString();

    /// <inheritdoc/>
    public IReadOnlyList<int> ProcessIds => [];

    /// <inheritdoc/>
    public string LastOutput => "";

    /// <summary>Starts it on a free loopback port.</summary>
    public static async Task<NextcloudBackend> StartAsync(CancellationToken stop)
    {
        var secret = RandomNumberGenerator.GetHexString(64);
        var address = new Uri($"http://127.0.0.1:{FreePorts.Take()}/");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address.ToString());
        var app = builder.Build();
        app.MapGet($"{Base}/cloud/capabilities", () => Results.Json(BackendAnswers.Capabilities));
        app.MapPost($"{Base}/apps/spreed/api/v1/signaling/backend", context => AnswerAsync(context, secret));
        await app.StartAsync(stop);
        return new NextcloudBackend(app, address, secret);
    }

    /// <inheritdoc/>
    public Task<DatabaseCounts?> CountAsync(CancellationToken stop) => Task.FromResult<DatabaseCounts?>(null);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static async Task AnswerAsync(HttpContext context, string secret)
    {
        using var body = new MemoryStream();
        if (context.Request.ContentLength > LongestRequest)
        {
            context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return;
        }

        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var headers = context.Request.Headers;
        if (!BackendChecksum.IsRight(headers[BackendChecksum.RandomHeader], headers[BackendChecksum.ChecksumHeader], body.ToArray(), secret))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        await context.Response.WriteAsJsonAsync(BackendAnswers.To(body.ToArray()), context.RequestAborted);
    }
}
