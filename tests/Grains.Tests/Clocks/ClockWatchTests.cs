using System.Diagnostics.Metrics;
using FChat.Time;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FChat.Clocks;

/// <summary>A running silo whose clock goes wrong, with a tolerance of 10 s.</summary>
public sealed class ClockWatchTests : IDisposable
{
    private readonly FakeDatabaseClock _database = new();
    private readonly WatchedTime _time = new();
    private readonly KeptLog _log = new();
    private readonly ClockWatch _watch;

    public ClockWatchTests() => _watch = new ClockWatch(_database, Options.Create(new ClockOptions()), _time, _log);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _watch.Dispose();

    [Theory]
    [InlineData(60)]
    [InlineData(-60)]
    [InlineData(10.1)]
    public async Task A_clock_that_is_off_is_warned_of_once_and_its_end_is_told_once(double ahead)
    {
        await See(1, ahead, ahead, ahead, 0, 0);

        Assert.Equal([(LogLevel.Warning, "ClockSkew"), (LogLevel.Information, "ClockSkewOver")], _log.Lines);
    }

    [Fact]
    public async Task A_clock_within_the_tolerance_is_nobody_s_trouble()
    {
        await See(0, 9.9, -10);

        Assert.Empty(_log.Lines);
        Assert.False(_watch.IsSkewed);
    }

    [Fact]
    public async Task A_clock_about_the_limit_does_not_begin_and_end_the_condition_all_the_time()
    {
        await See(10.1, 9.9, 10.1, 9.9, 5.1);

        Assert.Equal([(LogLevel.Warning, "ClockSkew")], _log.Lines);
        Assert.True(_watch.IsSkewed);
    }

    [Fact]
    public async Task While_the_database_is_away_nothing_is_warned_of_and_the_condition_stays_as_it_was()
    {
        await See((double?)null);
        Assert.False(_watch.IsSkewed);
        Assert.Null(_watch.Last);

        await See(60, null, null);

        Assert.True(_watch.IsSkewed);
        Assert.Equal([(LogLevel.Warning, "ClockSkew")], _log.Lines);
    }

    [Fact]
    public async Task It_looks_again_about_every_minute_also_after_the_database_was_away()
    {
        _database.Ahead = null;
        await _watch.StartAsync(Cancellation);

        for (var look = 0; look < 3; look++)
        {
            Assert.InRange(await _time.PassNext(), TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(72));
            await _database.Asked.Soon();
        }

        await _watch.StopAsync(Cancellation);
    }

    [Fact]
    public async Task Readiness_says_that_the_clock_is_off_and_by_how_much_but_not_that_the_silo_is_unready()
    {
        var health = new ClockHealth(_watch);
        Assert.Equal(HealthStatus.Healthy, (await Check(health)).Status);

        await See(-60);

        var degraded = await Check(health);
        Assert.Equal(HealthStatus.Degraded, degraded.Status);
        Assert.Contains("60.0 s behind", degraded.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_gauge_shows_seconds_from_the_first_comparison_on()
    {
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        await new ClockInstruments(services.GetRequiredService<IMeterFactory>(), _watch).StartAsync(Cancellation);
        Assert.Empty(Measured(services));

        await See(-2.5);

        Assert.Equal([-2.5], Measured(services));
    }

    private async Task See(params IEnumerable<double?> ahead)
    {
        foreach (var seconds in ahead)
        {
            _database.Ahead = seconds;
            await _watch.Look(Cancellation);
        }
    }

    private static Task<HealthCheckResult> Check(ClockHealth health) => health.CheckHealthAsync(new HealthCheckContext(), Cancellation);

    private static List<double> Measured(IServiceProvider services)
    {
        List<double> measured = [];
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, listening) =>
        {
            if (instrument.Name == "fchat.clock.skew" && instrument.Meter.Scope == services.GetRequiredService<IMeterFactory>())
            {
                listening.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<double>((_, value, _, _) => measured.Add(value));
        listener.Start();
        listener.RecordObservableInstruments();
        return measured;
    }

    private sealed class KeptLog : ILogger<ClockWatch>
    {
        public List<(LogLevel Level, string? Name)> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                Lines.Add((logLevel, eventId.Name));
            }
        }
    }
}
