using FChat.Calls;
using FChat.Durable;
using FChat.Webhooks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FChat.Ledger;

/// <summary>Drops what is older than it is kept: what grains remember of calls that are long over, and events that receivers had. Every silo does it now and then; what another one has dropped is not there.</summary>
internal sealed partial class Retention(
    ILedgerWriter ledger,
    IOptions<LedgerOptions> options,
    IOptions<CallOptions> calls,
    IOptions<WebhookOptions> webhooks,
    [FromKeyedServices(TimeProviderNames.Grains)] TimeProvider time,
    ILogger<Retention> log) : PeriodicWork(time, log)
{
    // Of one statement: nobody waits long for it.
    private const int Most = 1_000;

    protected override TimeSpan Pause => TimeSpan.FromMinutes(10);

    protected override Task Round() => Sweep();

    /// <summary>Drops all that is old now.</summary>
    internal async Task Sweep()
    {
        var now = Time.GetUtcNow();

        // An id begins with the time of its making; what was made before this has ended, or will at once.
        var before = new CallId(Ulid.NewUlid(now - options.Value.KeepCalls - calls.Value.MaxDuration, stackalloc byte[10]).ToString());
        try
        {
            await UntilNoneIsLeft(() => ledger.ForgetCalls(before, Most, Stopping));
            await UntilNoneIsLeft(() => ledger.ForgetEvents(now - webhooks.Value.KeepFor, Most, Stopping));
        }
        catch (LedgerUnavailableException failure)
        {
            LogNotDropped(Log, failure);
        }
    }

    private static async Task UntilNoneIsLeft(Func<Task<int>> drop)
    {
        while (await drop() == Most)
        {
            await Task.Yield();
        }
    }

    [LoggerMessage(LogLevel.Information, "What is older than it is kept could not be dropped; it is tried again")]
    private static partial void LogNotDropped(ILogger log, Exception failure);
}
