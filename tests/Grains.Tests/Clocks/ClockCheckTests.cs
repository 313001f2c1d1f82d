using FChat.Hosting;
using FChat.Storage;
using FChat.Time;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace FChat.Clocks;

/// <summary>Silos that start with a clock that is not PostgreSQL's.</summary>
[Collection<OnPostgres>]
public sealed class ClockCheckTests(PostgresServer server) : IAsyncLifetime
{
    private readonly Silos _silos = new();
    private PostgresDatabase _database = null!;

    public async ValueTask InitializeAsync() => _database = await PostgresDatabase.Create(server);

    public async ValueTask DisposeAsync()
    {
        await _silos.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Theory]
    [InlineData(60, "60.0 s ahead of the database's")]
    [InlineData(-60, "60.0 s behind the database's")]
    public async Task A_clock_that_is_a_minute_off_is_refused_by_name(int seconds, string words)
    {
        var refusal = await Assert.ThrowsAsync<StartRefusedException>(() => _silos.Start(Silo(seconds)));

        Assert.Contains(words, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Clock:Tolerance allows 10 s", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_clock_within_the_tolerance_is_let_in()
    {
        var silo = await _silos.Start(Silo(7));
        var health = await silo.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken);
        Assert.Equal(HealthStatus.Healthy, health.Entries["clock"].Status);
        Assert.Contains(silo.Services.GetServices<IHostedService>(), service => service is ClockWatch);

        await _silos.Start(Silo(-50, ("Clock:Tolerance", "00:01:00"), ("Silo:SiloPort", "0")));
    }

    [Theory]
    [InlineData("00:00:00.9")]
    [InlineData("00:05:01")]
    public async Task A_tolerance_out_of_its_range_is_refused(string tolerance) =>
        await Assert.ThrowsAsync<OptionsValidationException>(() => _silos.Start(Silo(0, ("Clock:Tolerance", tolerance))));

    [Fact]
    public void The_time_that_asking_took_is_taken_account_of()
    {
        var asked = new DateTimeOffset(2026, 11, 2, 9, 0, 0, TimeSpan.Zero);

        var skew = ClockSkew.Of(asked, TimeSpan.FromSeconds(4), asked.AddSeconds(-9));

        Assert.Equal(new ClockSkew(TimeSpan.FromSeconds(11), TimeSpan.FromSeconds(2)), skew);
        Assert.False(skew.IsBeyond(TimeSpan.FromSeconds(10)));
        Assert.True(skew.IsBeyond(TimeSpan.FromSeconds(8)));
    }

    private HostApplicationBuilder Silo(int seconds, params IEnumerable<(string Key, string? Value)> settings)
    {
        var builder = _silos.Standalone("no.db", settings.Prepend(("Postgres:ConnectionString", _database.ConnectionString)));
        builder.Services.AddSingleton<TimeProvider>(new LaterTime { Later = TimeSpan.FromSeconds(seconds) });
        return builder;
    }
}
