namespace FChat.Gateway.Hosting;

/// <summary>A gateway that finds no silo tries again until there is one, and says so: it is alive, and not ready.</summary>
internal sealed partial class PatientConnection(TimeProvider time, ILogger<PatientConnection> logger) : IClientConnectionRetryFilter
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        LogNoSilo(logger, exception.GetType().Name, exception.Message);
        await Task.Delay(Pause, time, cancellationToken);
        return true;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "No silo of the cluster takes this gateway yet; it tries again. {Fault}: {Reason}")]
    private static partial void LogNoSilo(ILogger logger, string fault, string reason);
}
