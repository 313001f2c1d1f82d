using FChat.Gateway.Hosting;
using FChat.Gateway.Lease;
using FChat.Gateway.Tests.Doors;
using FChat.Gateway.Tests.Fakes;
using FChat.Gateways;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans;

namespace FChat.Gateway.Tests.Hosting;

/// <summary>A gateway on a port of its own, before a cluster that a test scripts.</summary>
public sealed class TestGateway : IAsyncDisposable
{
    /// <summary>Signs the tests' tokens.</summary>
    public const string Key = "a key of the tests, long enough to sign";

    private readonly WebApplication app;

    private TestGateway(WebApplication app, ScriptedCluster cluster, CapturedLogs logs)
    {
        (this.app, Cluster, Logs) = (app, cluster, logs);
        Address = new Uri(app.Urls.First());
        Http = new HttpClient { BaseAddress = Address };
    }

    /// <summary>What is behind it.</summary>
    public ScriptedCluster Cluster { get; }

    /// <summary>What it logged.</summary>
    public CapturedLogs Logs { get; }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>A client without a token.</summary>
    public HttpClient Http { get; }

    /// <summary>Its services.</summary>
    public IServiceProvider Services => app.Services;

    /// <summary>The ear that silos' links deliver to.</summary>
    public IGatewayObserver Ear => Services.GetRequiredService<Delivery.GatewayObserver>();

    /// <summary>Starts one with settings.</summary>
    public static Task<TestGateway> Start(params (string Key, string Value)[] settings) => Start(TimeProvider.System, "Production", settings);

    /// <summary>Starts one in an environment with settings.</summary>
    public static Task<TestGateway> StartIn(string environment, params (string Key, string Value)[] settings) => Start(TimeProvider.System, environment, settings);

    /// <summary>Starts one with a clock and settings.</summary>
    public static async Task<TestGateway> Start(TimeProvider time, string environment, params (string Key, string Value)[] settings)
    {
        var (cluster, logs) = (new ScriptedCluster(), new CapturedLogs());
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.WebHost.UseKestrel().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRouting();
        builder.Configuration.AddInMemoryCollection([new("Auth:Key", Key), new("Renewal:ReconnectWithin", "00:00:02")]);
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        builder.Logging.SetMinimumLevel(LogLevel.Debug).AddProvider(logs);
        builder.Services.AddSingleton(time);
        builder.Services.AddSingleton<IGrainFactory>(cluster);
        builder.AddFChatGateway();
        var app = builder.Build();
        app.MapFChatGateway();
        await app.StartAsync();
        await app.Services.GetRequiredService<LeaseState>().FirstHeld.WaitAsync(TimeSpan.FromSeconds(10));
        return new TestGateway(app, cluster, logs);
    }

    /// <summary>Opens a hub connection of a user, and waits until the gateway has taken it in: the handshake is answered before that.</summary>
    public async Task<HubClient> Connect(string user, HubEncoding encoding = HubEncoding.Json, string? role = null)
    {
        var registry = Services.GetRequiredService<Delivery.ConnectionRegistry>();
        var before = registry.Of(new UserId(user));
        var client = await HubClient.Open(Address, Tokens.For(user, role: role), encoding);
        await Eventually.So(() => registry.Of(new UserId(user)).Any(connection => !before.Contains(connection)));
        return client;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Task.Run(() => app.StopAsync());
        await app.DisposeAsync();
    }
}
