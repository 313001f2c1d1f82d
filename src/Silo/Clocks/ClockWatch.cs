using System.Data.Common;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FChat.Clocks;

/// <summary>
/// Compares the clocks while a silo runs. The condition <c>ClockSkew</c> begins when they differ by more than is allowed, and ends when they differ by less than
/// half of it, so that clocks at the limit do not begin and end it all the time. While the database is away, everything stays as it was.
/// </summary>
internal sealed partial class ClockWatch(IDatabaseClock database, IOptions<ClockOptions> options, TimeProvider time, ILogger<ClockWatch> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private volatile SeenSkew? _last;

    /// <summary>The last comparison; null before the first.</summary>
    public ClockSkew? Last => _last?.Skew;

    /// <summary>Whether the condition <c>ClockSkew</c> is on.</summary>
    public bool IsSkewed => _last is { IsCondition: true };

    /// <summary>Compares once.</summary>
    internal async Task Look(CancellationToken cancellation)
    {
        try
        {
            See(await database.Compare(cancellation));
        }
        catch (DbException away)
        {
            LogAway(away);
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await PauseOver(stoppingToken))
        {
            try
            {
                await Look(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    // Jitter, so that silos started together do not ask together.
    private async Task<bool> PauseOver(CancellationToken stopping)
    {
        await Task.Delay(Pause * (1 + (Random.Shared.NextDouble() / 5)), time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !stopping.IsCancellationRequested;
    }

    /// <summary>Takes a comparison.</summary>
    internal void See(ClockSkew skew)
    {
        var was = IsSkewed;
        var limit = was ? options.Value.Tolerance / 2 : options.Value.Tolerance;
        var seen = new SeenSkew(skew, skew.IsBeyond(limit));
        _last = seen;
        if (seen.IsCondition && !was)
        {
            LogBegin(skew);
        }
        else if (was && !seen.IsCondition)
        {
            LogEnd(skew);
        }
    }

    [LoggerMessage(LogLevel.Warning, "ClockSkew: the clock of this machine is {Skew} the database's; rings, leases and signs of life end too early or too late until both are right", EventName = "ClockSkew")]
    private partial void LogBegin(ClockSkew skew);

    [LoggerMessage(LogLevel.Information, "ClockSkew is over: the clock of this machine is {Skew} the database's", EventName = "ClockSkewOver")]
    private partial void LogEnd(ClockSkew skew);

    [LoggerMessage(LogLevel.Debug, "The database was not there to compare clocks with; the next look asks again")]
    private partial void LogAway(Exception away);

    private sealed record SeenSkew(ClockSkew Skew, bool IsCondition);
}
