using System.Collections.Concurrent;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FChat.Scenes;

/// <summary>What a silo has of media servers: configuration, registration and start as there.</summary>
public sealed class SfuHost : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly IHost _host;
    private readonly HeardLogs _logs = new();
    private readonly IConfigurationRoot _configuration;

    private SfuHost(IReadOnlyDictionary<string, string?> settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Logging.AddProvider(_logs).SetMinimumLevel(LogLevel.Debug);
        builder.Services.AddMetrics();
        builder.Services.AddJanusSfu();
        _configuration = builder.Configuration;
        _host = builder.Build();
    }

    /// <summary>The media servers.</summary>
    public ISfu Sfu => _host.Services.GetRequiredService<ISfu>();

    /// <summary>What was logged.</summary>
    public IReadOnlyCollection<string> Log => _logs.Lines;

    /// <summary>Starts with one node for each server, named <c>a</c>, <c>b</c> and so on.</summary>
    public static Task<SfuHost> Start(params JanusServer[] servers) => Start([], servers);

    /// <summary>Starts with more settings, and waits until every node is there.</summary>
    public static async Task<SfuHost> Start((string Key, string Value)[] more, params JanusServer[] servers)
    {
        var host = await StartUnready(more, servers);
        await host.Until(() => host.Log.Count(line => line.EndsWith("is there", StringComparison.Ordinal)) >= servers.Length);
        return host;
    }

    /// <summary>Starts with more settings, and waits for nothing.</summary>
    public static async Task<SfuHost> StartUnready((string Key, string Value)[] more, params JanusServer[] servers)
    {
        var settings = new Dictionary<string, string?> { ["Media:KeepAliveEvery"] = "00:00:01", ["Media:KeepAliveTimeout"] = "00:00:02" };
        foreach (var (i, server) in servers.Index())
        {
            settings[$"Media:Nodes:{i}:Name"] = $"{(char)('a' + i)}";
            settings[$"Media:Nodes:{i}:Url"] = server.Url.ToString();
            settings[$"Media:Nodes:{i}:ApiSecret"] = server.ApiSecret;
            settings[$"Media:Nodes:{i}:AdminKey"] = server.AdminKey;
        }

        foreach (var (key, value) in more)
        {
            settings[key] = value;
        }

        var host = new SfuHost(settings);
        await host._host.StartAsync();
        return host;
    }

    /// <summary>Changes a setting while it runs.</summary>
    public void Set(string key, string value)
    {
        _configuration[key] = value;
        try
        {
            _configuration.Reload();
        }
        catch (AggregateException failure) when (failure.InnerExceptions.All(inner => inner is Microsoft.Extensions.Options.OptionsValidationException or InvalidOperationException))
        {
            // The monitor of the options, which checked them at start, throws. The watcher of a file passes over that, and so does this.
        }
    }

    /// <summary>Opens a room.</summary>
    public async Task<RoomScene> Open(string? call = null, long generation = 1)
    {
        var outcome = await Sfu.Open(new SfuRoomRequest(call ?? Guid.NewGuid().ToString("n"), generation), CancellationToken.None);
        return new RoomScene(Expected.Of(outcome));
    }

    /// <summary>Waits until something is so, looked at when anything is logged or changes.</summary>
    public Task Until(Func<bool> isSo) => _logs.Until(isSo, Patience);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}
