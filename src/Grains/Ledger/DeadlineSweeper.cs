using System.Collections.Immutable;
using FChat.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FChat.Ledger;

/// <summary>
/// Wakes open calls whose deadline has passed, as SQL knows it: what ends calls after their silo, or the whole cluster, was down.
/// Every silo does it, at its start and then again and again; waking a call that needs nothing is harmless.
/// </summary>
internal sealed partial class DeadlineSweeper(
    ICallLedger ledger,
    IGrainFactory grains,
    IOptions<LedgerOptions> options,
    LedgerInstruments instruments,
    [FromKeyedServices(TimeProviderNames.Grains)] TimeProvider time,
    ILogger<DeadlineSweeper> log) : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private Task _running = Task.CompletedTask;

    public void Participate(ISiloLifecycle lifecycle) =>
        lifecycle.Subscribe<DeadlineSweeper>(ServiceLifecycleStage.Active, _ => Start(), Stop);

    public void Dispose() => _stopping.Dispose();

    internal Task Start()
    {
        using (ExecutionContext.SuppressFlow())
        {
            _running = Task.Run(Run);
        }

        return Task.CompletedTask;
    }

    internal async Task Stop(CancellationToken cancellation)
    {
        await _stopping.CancelAsync();
        await _running.WaitAsync(cancellation);
    }

    private async Task Run()
    {
        while (!_stopping.IsCancellationRequested)
        {
            await Sweep();

            // Jitter, so that silos started together do not ask together.
            var pause = options.Value.SweepEvery * (1 + (Random.Shared.NextDouble() / 5));
            await Task.Delay(pause, time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task Sweep()
    {
        var pace = new ParallelOptions { MaxDegreeOfParallelism = options.Value.SweepAtOnce, CancellationToken = _stopping.Token };
        try
        {
            await Parallel.ForEachAsync(await Due(), pace, async (call, _) => await Poke(call));
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            LogStopped();
        }
    }

    private async Task<ImmutableArray<CallId>> Due()
    {
        try
        {
            return await ledger.Due(time.GetUtcNow(), options.Value.SweepMost, _stopping.Token);
        }
        catch (LedgerUnavailableException unavailable)
        {
            LogUnavailable(unavailable);
            return [];
        }
    }

    private async ValueTask Poke(CallId call)
    {
        try
        {
            await grains.Call(call).Poke();
            instruments.Woken();
        }
        catch (Exception failure) when (!_stopping.IsCancellationRequested)
        {
            // The others are not this one's fault; the next sweep finds it again.
            LogNotWoken(failure, call);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The ledger can not say which calls are overdue; the next sweep asks again")]
    private partial void LogUnavailable(Exception unavailable);

    [LoggerMessage(LogLevel.Warning, "The overdue call {Call} did not wake; the next sweep tries again")]
    private partial void LogNotWoken(Exception failure, CallId call);

    [LoggerMessage(LogLevel.Debug, "The sweep stopped half way with the silo")]
    private partial void LogStopped();
}
