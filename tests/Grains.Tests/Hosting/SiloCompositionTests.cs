using FChat.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Hosting;
using Orleans.Runtime;
using Xunit;

namespace FChat.Hosting;

/// <summary>Whole silos, as the programs start them.</summary>
public sealed class SiloCompositionTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = System.IO.Directory.CreateTempSubdirectory("fchat-test-");
    private readonly List<IHost> _hosts = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var host in Enumerable.Reverse(_hosts))
        {
            await host.StopAsync(CancellationToken.None);
            host.Dispose();
        }

        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_standalone_silo_makes_its_database_and_is_ready_when_it_has_started()
    {
        var silo = await Start(Standalone("one.db"));

        Assert.Equal(HealthStatus.Healthy, await Health(silo));
        Assert.True(File.Exists(Path.Combine(_folder.FullName, "one.db")));
    }

    [Fact]
    public async Task A_silo_is_not_ready_before_it_has_started()
    {
        using var silo = Standalone("one.db").Build();

        Assert.Equal(HealthStatus.Unhealthy, await Health(silo));
    }

    [Fact]
    public async Task Two_standalone_silos_run_side_by_side()
    {
        var one = await Start(Standalone("one.db"));
        var two = await Start(Standalone("two.db"));

        Assert.Single(await Members(one.Services));
        Assert.Single(await Members(two.Services));
    }

    [Fact]
    public async Task A_client_in_another_process_finds_a_silo_by_its_port()
    {
        var port = FreePort.Find();
        await Start(Separate("one.db", ("Silo:ClientPort", $"{port}")));

        var client = Host.CreateEmptyApplicationBuilder(new());
        client.UseOrleansClient(orleans => orleans.UseLocalhostClustering(port, "fchat", "fchat"));
        var gateway = await Start(client);

        Assert.Single(await Members(gateway.Services));
    }

    [Fact]
    public async Task A_separate_silo_outside_Development_refuses_a_database_that_was_not_migrated()
    {
        await Assert.ThrowsAsync<SchemaException>(() => Start(Separate("one.db", ("Sqlite:MigrateAtStart", null))));

        Assert.False(File.Exists(Path.Combine(_folder.FullName, "one.db")));
    }

    [Theory]
    [InlineData("Sqlite:Readers", "0")]
    [InlineData("Sqlite:BusyTimeout", "00:10:00")]
    [InlineData("Sqlite:Path", "")]
    [InlineData("Sqlite:Durability", "7")]
    [InlineData("Silo:ClientPort", "70000")]
    [InlineData("Silo:ShutdownTimeout", "00:00:00")]
    [InlineData("Silo:ServiceId", "")]
    public async Task A_setting_out_of_its_range_is_refused_at_start(string setting, string value) =>
        await Assert.ThrowsAsync<OptionsValidationException>(() => Start(Separate("one.db", (setting, value))));

    private HostApplicationBuilder Standalone(string file) => Configured(file, builder => builder.AddFChatStandaloneSilo());

    private HostApplicationBuilder Separate(string file, params (string Key, string? Value)[] settings) =>
        Configured(
            file,
            builder => builder.AddFChatSilo(),
            [("Silo:SiloPort", "0"), ("Silo:ClientPort", "0"), ("Sqlite:MigrateAtStart", "true"), .. settings]);

    private HostApplicationBuilder Configured(string file, Action<IHostApplicationBuilder> compose, params (string Key, string? Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new() { EnvironmentName = Environments.Production });
        builder.Configuration.AddInMemoryCollection([new("Sqlite:Path", Path.Combine(_folder.FullName, file))]);
        builder.Configuration.AddInMemoryCollection(settings.ToLookup(s => s.Key, s => s.Value).Where(s => s.Last() is not null).Select(s => KeyValuePair.Create(s.Key, s.Last())));
        compose(builder);
        return builder;
    }

    private async Task<IHost> Start(HostApplicationBuilder builder)
    {
        var host = builder.Build();
        try
        {
            await host.StartAsync(Cancellation);
            _hosts.Add(host);
            return host;
        }
        catch
        {
            host.Dispose();
            throw;
        }
    }

    private static async Task<HealthStatus> Health(IHost host) =>
        (await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Cancellation)).Status;

    private static async Task<Dictionary<SiloAddress, SiloStatus>> Members(IServiceProvider services) =>
        await services.GetRequiredService<IGrainFactory>().GetGrain<IManagementGrain>(0).GetHosts(onlyActive: true);
}
