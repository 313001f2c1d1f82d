using FChat.Calls;
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
    ILogger<Retention> log) : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    // Of one statement: nobody waits long for it.
    private const int Most = 1_000;
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(10);
    private readonly CancellationTokenSource _stopping = new();
    private Task _running = Task.CompletedTask;

    public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe<Retention>(ServiceLifecycleStage.Active, _ => Start(), Stop);

    public void Dispose() => _stopping.Dispose();

    /// <summary>Drops all that is old now.</summary>
    internal async Task Sweep()
    {
        var now = time.GetUtcNow();

        // An id begins with the time of its making; what was made before this has ended, or will at once.
        var before = new CallId(Ulid.NewUlid(now - options.Value.KeepCalls - calls.Value.MaxDuration, stackalloc byte[10]).ToString());
        try
        {
            await UntilNoneIsLeft(() => ledger.ForgetCalls(before, Most, _stopping.Token));
            await UntilNoneIsLeft(() => ledger.ForgetEvents(now - webhooks.Value.KeepFor, Most, _stopping.Token));
        }
        catch (LedgerUnavailableException failure)
        {
            LogNotDropped(failure);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            LogStopped();
        }
    }

    private static async Task UntilNoneIsLeft(Func<Task<int>> drop)
    {
        while (await drop() == Most)
        {
            await Task.Yield();
        }
    }

    private Task Start()
    {
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
            // Jitter, so that silos started together do not sweep together.
            await Task.Delay(Every * (1 + (Random.Shared.NextDouble() / 5)), time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await Sweep();
        }
    }

    [LoggerMessage(LogLevel.Information, "What is older than it is kept could not be dropped; it is tried again")]
    private partial void LogNotDropped(Exception failure);

    [LoggerMessage(LogLevel.Debug, "Dropping what is old stopped half way with the silo")]
    private partial void LogStopped();
}
