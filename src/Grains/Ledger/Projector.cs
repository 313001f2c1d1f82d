using System.Diagnostics;
using System.Threading.Channels;
using FChat.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FChat.Ledger;

/// <summary>Writes what grains hand over, in the order it came, as many at once as have gathered. Runs from early in the silo's start until after its grains are gone.</summary>
internal sealed partial class Projector : IProjector, ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private readonly ILedgerWriter _writer;
    private readonly LedgerOptions _options;
    private readonly TimeProvider _time;
    private readonly LedgerInstruments _instruments;
    private readonly ILogger<Projector> _log;
    private readonly Channel<HandOver> _queue;
    private readonly CancellationTokenSource _stopping = new();
    private Task _running = Task.CompletedTask;

    public Projector(
        ILedgerWriter writer,
        IOptions<LedgerOptions> options,
        [FromKeyedServices(TimeProviderNames.Grains)] TimeProvider time,
        LedgerInstruments instruments,
        ILogger<Projector> log)
    {
        (_writer, _options, _time, _instruments, _log) = (writer, options.Value, time, instruments, log);
        _queue = Channel.CreateBounded<HandOver>(new BoundedChannelOptions(_options.Queue) { SingleReader = true });
        instruments.Observe(() => _queue.Reader.Count);
    }

    public async Task Project(LedgerRows rows)
    {
        var handOver = new HandOver(rows, _time.GetTimestamp());
        try
        {
            await _queue.Writer.WriteAsync(handOver, _stopping.Token);
        }
        catch (ChannelClosedException)
        {
            throw new OperationCanceledException("The silo stops.");
        }

        await handOver.Written.Task;
    }

    public void Participate(ISiloLifecycle lifecycle) =>
        lifecycle.Subscribe<Projector>(ServiceLifecycleStage.RuntimeInitialize, _ => Start(), Stop);

    public void Dispose() => _stopping.Dispose();

    internal Task Start()
    {
        using (ExecutionContext.SuppressFlow())
        {
            _running = Task.Run(Run);
        }

        return Task.CompletedTask;
    }

    /// <summary>Writes what is queued while the database takes it; at its first refusal, or when <paramref name="cancellation"/> ends, the rest is canceled.</summary>
    internal async Task Stop(CancellationToken cancellation)
    {
        _queue.Writer.TryComplete();
        await _stopping.CancelAsync();
        await _running.WaitAsync(cancellation);
    }

    private async Task Run()
    {
        var batch = new List<HandOver>(_options.Batch);
        while (await _queue.Reader.WaitToReadAsync(CancellationToken.None))
        {
            while (batch.Count < _options.Batch && _queue.Reader.TryRead(out var next))
            {
                batch.Add(next);
            }

            await Write(batch);
            batch.Clear();
        }
    }

    private async Task Write(List<HandOver> batch)
    {
        try
        {
            if (await WriteUntilTaken(batch.ConvertAll(handOver => handOver.Rows)))
            {
                batch.ForEach(Written);
            }
            else
            {
                batch.ForEach(handOver => handOver.Written.TrySetCanceled());
            }
        }
        catch (Exception broken) when (batch.Count == 1)
        {
            LogBroken(broken);
            batch[0].Written.TrySetException(broken);
        }
        catch (Exception)
        {
            // One of them is no row that SQL can hold: alone, each of the others is taken.
            foreach (var handOver in batch.ToArray())
            {
                await Write([handOver]);
            }
        }
    }

    private void Written(HandOver handOver)
    {
        _instruments.Written(_time.GetElapsedTime(handOver.Since));
        handOver.Written.TrySetResult();
    }

    private async Task<bool> WriteUntilTaken(List<LedgerRows> rows)
    {
        using var span = Spans.Follow("project", ActivityKind.Internal, rows.Select(row => row.Trace));
        for (var pause = _options.FirstPause; ; pause = Min(pause * 2, _options.LongestPause))
        {
            try
            {
                await _writer.Write(rows, CancellationToken.None);
                return true;
            }
            catch (LedgerUnavailableException refused)
            {
                _instruments.Refused();
                LogRefused(refused, rows.Count, pause);
            }

            var waiting = Task.Delay(pause, _time, _stopping.Token);
            await waiting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (waiting.IsCanceled)
            {
                return false;
            }
        }
    }

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;

    [LoggerMessage(LogLevel.Warning, "The ledger does not take {Count} hand-overs now; the next try is in {Pause}")]
    private partial void LogRefused(Exception refused, int count, TimeSpan pause);

    [LoggerMessage(LogLevel.Error, "The ledger can not hold these rows")]
    private partial void LogBroken(Exception broken);

    private sealed record HandOver(LedgerRows Rows, long Since)
    {
        public TaskCompletionSource Written { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
