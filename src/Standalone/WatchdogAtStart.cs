namespace FChat.Standalone;

/// <summary>
/// Keeps back what Orleans' watchdog warns of until the process has started. It looks at a clock that it has not set yet, finds itself late by the age of the machine,
/// and suspects a deadlock. From then on its warnings mean something and are logged.
/// </summary>
internal sealed class WatchdogAtStart(IHostApplicationLifetime life, WatchdogAtStart.Threshold threshold) : IHostedService
{
    private const string Category = "Orleans.Runtime.Watchdog";

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        life.ApplicationStarted.Register(threshold.Lower);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Adds it, unless somebody has said what they want to read of the watchdog.</summary>
    public static void AddTo(WebApplicationBuilder builder)
    {
        if (builder.Configuration[$"Logging:LogLevel:{Category}"] is null)
        {
            var threshold = new Threshold();
            builder.Logging.AddFilter(Category, threshold.Lets);
            builder.Services.AddHostedService(services => ActivatorUtilities.CreateInstance<WatchdogAtStart>(services, threshold));
        }
    }

    /// <summary>From which level on it is heard.</summary>
    internal sealed class Threshold
    {
        private volatile bool isLow;

        /// <summary>From now on warnings too.</summary>
        public void Lower() => isLow = true;

        /// <summary>Whether a line of that level may be logged.</summary>
        public bool Lets(LogLevel level) => level >= (isLow ? LogLevel.Warning : LogLevel.Error);
    }
}
