using FChat.Gateway.Hosting;
using FChat.Gateway.Lease;
using FChat.Gateway.Tests.Doors;
using FChat.Gateway.Tests.Hosting;
using FChat.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FChat.Gateway.Tests.Service;

/// <summary>The whole service in this process, on a database of its own: what Standalone runs.</summary>
public sealed class RunningService : IAsyncLifetime
{
    private readonly (string Key, string Value)[] settings;
    private readonly LogLevel logged;
    private readonly string directory = System.IO.Directory.CreateTempSubdirectory("fchat-").FullName;
    private readonly CapturedLogs logs = new();
    private WebApplication app = null!;

    /// <summary>Without rate limits.</summary>
    public RunningService()
        : this(LogLevel.Information, UnlimitedGateway.NoLimits)
    {
    }

    internal RunningService(LogLevel logged, params (string Key, string Value)[] settings) => (this.logged, this.settings) = (logged, settings);

    /// <summary>What it logged.</summary>
    public CapturedLogs Logs => logs;

    /// <summary>Its services.</summary>
    public IServiceProvider Services => app.Services;

    /// <summary>A client without a token.</summary>
    public HttpClient Http { get; private set; } = null!;

    /// <summary>Where it listens.</summary>
    public Uri Address => Http.BaseAddress!;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.WebHost.UseKestrel().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRouting();
        builder.Configuration.AddInMemoryCollection([new("Auth:Key", TestGateway.Key), new("Sqlite:Path", Path.Combine(directory, "fchat.db"))]);
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        builder.Logging.SetMinimumLevel(logged).AddProvider(logs);
        builder.AddFChatStandaloneSilo();
        builder.AddFChatGateway();
        app = builder.Build();
        app.MapFChatGateway();
        await app.StartAsync();
        await app.Services.GetRequiredService<LeaseState>().FirstHeld.WaitAsync(TimeSpan.FromSeconds(20));
        Http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    /// <summary>Opens a hub connection of a user.</summary>
    public Task<HubClient> Connect(string user, HubEncoding encoding = HubEncoding.Json) => HubClient.Open(Address, Tokens.For(user), encoding);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        System.IO.Directory.Delete(directory, recursive: true);
    }
}
