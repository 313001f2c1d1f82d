using System.Collections.Immutable;
using FChat.Durable;
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
    ILogger<DeadlineSweeper> log) : PeriodicWork(time, log)
{
    protected override TimeSpan Pause => options.Value.SweepEvery;

    protected override async Task Round()
    {
        var pace = new ParallelOptions { MaxDegreeOfParallelism = options.Value.SweepAtOnce, CancellationToken = Stopping };
        await Parallel.ForEachAsync(await Due(), pace, async (call, _) => await Poke(call));
    }

    private async Task<ImmutableArray<CallId>> Due()
    {
        try
        {
            return await ledger.Due(Time.GetUtcNow(), options.Value.SweepMost, Stopping);
        }
        catch (LedgerUnavailableException unavailable)
        {
            LogUnavailable(Log, unavailable);
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
        catch (Exception failure) when (!Stopping.IsCancellationRequested)
        {
            // The others are not this one's fault; the next sweep finds it again.
            LogNotWoken(Log, failure, call);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The ledger can not say which calls are overdue; the next sweep asks again")]
    private static partial void LogUnavailable(ILogger log, Exception unavailable);

    [LoggerMessage(LogLevel.Warning, "The overdue call {Call} did not wake; the next sweep tries again")]
    private static partial void LogNotWoken(ILogger log, Exception failure, CallId call);
}
