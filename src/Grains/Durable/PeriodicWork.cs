using Microsoft.Extensions.Logging;

namespace FChat.Durable;

/// <summary>What a silo does again and again from its start to its end, in nobody's request. A round that fails does not end it.</summary>
internal abstract partial class PeriodicWork(TimeProvider time, ILogger log) : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private Task _running = Task.CompletedTask;

    protected TimeProvider Time { get; } = time;

    protected ILogger Log { get; } = log;

    /// <summary>Whether the settings leave anything to do.</summary>
    protected virtual bool IsWanted => true;

    /// <summary>Ends when the silo stops: a round under way is to stop as well.</summary>
    protected CancellationToken Stopping => _stopping.Token;

    /// <summary>From one round to the next; up to a fifth more at random, so that silos started together do not ask together.</summary>
    protected abstract TimeSpan Pause { get; }

    public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe(GetType().Name, ServiceLifecycleStage.Active, _ => Start(), Stop);

    public void Dispose() => _stopping.Dispose();

    /// <summary>One round.</summary>
    protected abstract Task Round();

    private Task Start()
    {
        if (!IsWanted)
        {
            return Task.CompletedTask;
        }

        using (ExecutionContext.SuppressFlow())
        {
            _running = Task.Run(Run);
        }

        return Task.CompletedTask;
    }

    private async Task Stop(CancellationToken cancellation)
    {
        await _stopping.CancelAsync();
        await _running.WaitAsync(cancellation);
    }

    private async Task Run()
    {
        while (!_stopping.IsCancellationRequested)
        {
            await RoundSafely();
            await Task.Delay(Pause * (1 + (Random.Shared.NextDouble() / 5)), Time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task RoundSafely()
    {
        try
        {
            await Round();
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            LogStopped(Log, GetType().Name);
        }
        catch (Exception defect)
        {
            LogDefect(Log, GetType().Name, defect);
        }
    }

    [LoggerMessage(LogLevel.Debug, "{Work} stopped half way with the silo")]
    private static partial void LogStopped(ILogger log, string work);

    [LoggerMessage(LogLevel.Error, "{Work} failed in a way that it should not; it goes on")]
    private static partial void LogDefect(ILogger log, string work, Exception defect);
}
