using FChat.Storage.Schema;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans.Hosting;
using Orleans.Runtime;

namespace FChat.Hosting;

/// <summary>Whole silos: their settings, ports and health.</summary>
public sealed class SiloCompositionTests : IAsyncDisposable
{
    private readonly Silos _silos = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _silos.DisposeAsync();

    [Fact]
    public async Task A_standalone_silo_makes_its_database_and_is_ready_when_it_has_started()
    {
        var silo = await _silos.Start(_silos.Standalone("one.db"));

        Assert.Equal(HealthStatus.Healthy, await Health(silo));
        Assert.True(File.Exists(_silos.PathOf("one.db")));
    }

    [Fact]
    public async Task A_silo_is_not_ready_before_it_has_started()
    {
        using var silo = _silos.Standalone("one.db").Build();

        Assert.Equal(HealthStatus.Unhealthy, await Health(silo));
    }

    [Fact]
    public async Task Two_standalone_silos_run_side_by_side()
    {
        var one = await _silos.Start(_silos.Standalone("one.db"));
        var two = await _silos.Start(_silos.Standalone("two.db"));

        Assert.Single(await Members(one));
        Assert.Single(await Members(two));
    }

    [Fact]
    public async Task A_client_in_another_process_finds_a_silo_by_its_port()
    {
        var port = FreePort.Find();
        await _silos.Start(_silos.Separate("one.db", ("Silo:ClientPort", $"{port}")));

        var client = Host.CreateEmptyApplicationBuilder(new());
        client.UseOrleansClient(orleans => orleans.UseLocalhostClustering(port, "fchat", "fchat"));
        var gateway = await _silos.Start(client);

        Assert.Single(await Members(gateway));
    }

    [Fact]
    public async Task A_separate_silo_outside_Development_refuses_a_database_that_was_not_migrated()
    {
        await Assert.ThrowsAsync<SchemaException>(() => _silos.Start(_silos.Separate("one.db", ("Sqlite:MigrateAtStart", null))));

        Assert.False(File.Exists(_silos.PathOf("one.db")));
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
        await Assert.ThrowsAsync<OptionsValidationException>(() => _silos.Start(_silos.Separate("one.db", (setting, value))));

    [Theory]
    [InlineData("silo-1.example")]
    [InlineData("10.0.0")]
    [InlineData("010.0.0.5")]
    [InlineData("10.0.0.5:11111")]
    [InlineData("1:2:3")]
    [InlineData("....")]
    [InlineData("0.0.0.0")]
    [InlineData("::")]
    [InlineData("")]
    public async Task An_address_that_is_not_one_machine_s_is_refused_by_name(string address)
    {
        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => _silos.Start(_silos.Separate("one.db", ("Silo:Address", address))));

        Assert.Contains("Address", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("10.0.0.5")]
    [InlineData("2001:db8::5")]
    [InlineData("2001:0DB8:0:0::5")]
    public void An_address_of_one_machine_is_taken(string address) =>
        Assert.True(new SiloOptionsValidator().Validate(null, new SiloOptions { Address = address }).Succeeded);

    private static async Task<HealthStatus> Health(IHost host) =>
        (await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Cancellation)).Status;

    private static async Task<Dictionary<SiloAddress, SiloStatus>> Members(IHost host) =>
        await host.Services.GetRequiredService<IGrainFactory>().GetGrain<IManagementGrain>(0).GetHosts(onlyActive: true);
}
