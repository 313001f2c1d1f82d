using System.Diagnostics;
using System.Text.Json.Serialization.Metadata;
using FChat.Telemetry;
using Microsoft.Extensions.Logging;
using Orleans.Storage;

namespace FChat.Durable;

/// <summary>
/// Group-committed grain state. A turn decides the next snapshot synchronously and waits; one write carries all that was decided until it began, and there are never two writes at once.
/// Not thread safe: it lives in one grain and on that grain's scheduler.
/// </summary>
/// <remarks>
/// A snapshot is immutable, because the storage provider serialises it later and perhaps on another thread.
/// <code>
///              the write fails                    it is not on disk: back to what was before it
///  settled ---------------------> unsettled ---------------------------------------------------> settled
///     |     all waiters fail          |  |        it is on disk: told now, if nothing has changed since
///     |                               |  '-----------------------------------------------------> settled
///     '-- conflict: another ----------'-- another activation has written, or it cannot be told --> broken
///         activation has written
/// </code>
/// Broken is final: every later commit fails with <see cref="CommitFailedException"/>, and the owner is told to deactivate.
/// While unsettled, commits fail at once, and what is not durable goes on.
/// </remarks>
/// <typeparam name="T">An immutable record.</typeparam>
/// <param name="storage">The grain's state. It is looked at only when something is asked, so a grain's constructor, which runs before the state is read, may make this object.</param>
/// <param name="deactivate">Called once, when the state is broken: <c>DeactivateOnIdle</c>.</param>
/// <param name="shape">What of a snapshot is stored: by it, a snapshot that was read is compared with the one that was to be written.</param>
/// <param name="time">Measures the pauses between readings after a failed write.</param>
public sealed partial class GroupCommit<T>(IPersistentState<T> storage, Action deactivate, JsonTypeInfo<T> shape, TimeProvider time, ILogger log)
    where T : class
{
    private Generation? _gathering;
    private Generation? _writing;
    private CommitFailedException? _failure;
    private T? _current;
    private T? _durable;
    private T? _settled;

    /// <summary>The snapshot as decided: what the next decision starts from. Not to be told to anybody before it is <see cref="Durable"/>.</summary>
    public T Current => _current ?? storage.State;

    /// <summary>The snapshot as last written or read.</summary>
    public T Durable => _durable ?? storage.State;

    /// <summary>Whether there is a stored snapshot at all.</summary>
    public bool Exists => storage.RecordExists;

    /// <summary>Whether another activation has the state: nothing decided here counts any more.</summary>
    public bool IsBroken => _failure is not null;

    /// <summary>Whether a write has failed and its outcome is not yet known.</summary>
    public bool IsUnsettled => _unsettled is not null;

    /// <summary>Makes <paramref name="next"/> the current snapshot and asks for a write that contains it.</summary>
    /// <param name="next">Decided from <see cref="Current"/> in the same turn.</param>
    /// <param name="tell">What to tell once the snapshot is on disk: called before the returned task ends, in the order of the commits. Never called when the write failed.</param>
    /// <returns>Ends when the snapshot, or a later one, is on disk.</returns>
    /// <exception cref="CommitFailedException">Through the task.</exception>
    public Task Commit(T next, Action? tell = null)
    {
        if ((_failure ?? _unsettled) is { } failure)
        {
            return Task.FromException(failure);
        }

        _settled ??= Current;
        _current = next;
        var generation = _gathering ??= new Generation();
        generation.Tells.AddIfAny(tell);
        generation.Causes.AddIfNew(Spans.Here);

        if (_writing is null)
        {
            StartPump();
        }

        return generation.Done.Task;
    }

    /// <summary>Makes <paramref name="next"/> the current snapshot without asking for a write: it goes to disk with the next commit.</summary>
    /// <param name="next">Decided from <see cref="Current"/> in the same turn.</param>
    /// <param name="tell">What to tell: at once, or after what was committed before it, so that nobody hears of things out of their order.</param>
    public void Amend(T next, Action? tell = null)
    {
        _current = next;
        if ((_gathering ?? _writing) is { } pending)
        {
            pending.Tells.AddIfAny(tell);
            return;
        }

        (_settled, _isAmended) = (next, true);
        tell?.Invoke();
    }

    /// <summary>Ends when everything that was committed so far is on disk: for whoever answers from a decision that another one made.</summary>
    /// <exception cref="CommitFailedException">Through the task.</exception>
    public Task Written() =>
        _failure is not null ? Task.FromException(_failure) : (_gathering ?? _writing)?.Done.Task ?? Task.CompletedTask;

    // On the grain's scheduler, but in nobody's request: the flow of activity and request context stops here.
    private void StartPump()
    {
        _writing = _gathering;
        using (ExecutionContext.SuppressFlow())
        {
            _ = Task.Factory.StartNew(Pump, CancellationToken.None, TaskCreationOptions.None, TaskScheduler.Current);
        }
    }

    private async Task Pump()
    {
        while (_gathering is { } generation)
        {
            (_writing, _gathering) = (generation, null);
            try
            {
                await Write(generation);
            }
            catch (InconsistentStateException conflict)
            {
                Break(conflict);
                return;
            }
            catch (Exception failure)
            {
                await Settle(generation, failure);
            }
        }

        _writing = null;
    }

    private async Task Write(Generation generation)
    {
        var snapshot = Current;
        _durable ??= storage.State;
        generation.Snapshot = snapshot;
        generation.Etag = storage.Etag;
        storage.State = snapshot;
        await Store(generation);
        Written(generation);
        generation.Done.SetResult();
    }

    private async Task Store(Generation generation)
    {
        using var span = Spans.Follow($"save {typeof(T).Name}", ActivityKind.Internal, generation.Causes);
        await storage.WriteStateAsync(CancellationToken.None);
    }

    private void Written(Generation generation)
    {
        _durable = generation.Snapshot;
        _settled = _gathering is null ? Current : generation.Snapshot;
        generation.Tells.ForEach(tell => tell());
    }

    private void Break(Exception failure)
    {
        LogBroken(log, typeof(T).Name, failure.GetType().Name, failure.Message);
        _failure = new CommitFailedException(failure);
        FailWaiters(_failure);
        _unsettled = null;
        (_writing, _gathering) = (null, null);
        deactivate();
    }

    private void FailWaiters(CommitFailedException failure)
    {
        _writing?.Fail(failure);
        _gathering?.Fail(failure);
    }

    private sealed class Generation
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public List<Action> Tells { get; } = [];

        /// <summary>Spans that asked for it.</summary>
        public List<string> Causes { get; } = [];

        /// <summary>What was to be written.</summary>
        public T? Snapshot { get; set; }

        /// <summary>The row's version before it.</summary>
        public string? Etag { get; set; }

        public void Fail(CommitFailedException failure)
        {
            Done.TrySetException(failure);

            // Nobody may be waiting for a commit that was only to be told: the failure is observed here.
            _ = Done.Task.Exception;
        }
    }
}

/// <summary>Things to tell, in order.</summary>
internal static class Tells
{
    public static void AddIfAny(this List<Action> tells, Action? tell)
    {
        if (tell is not null)
        {
            tells.Add(tell);
        }
    }
}

/// <summary>What asked for a write.</summary>
internal static class Causes
{
    // More would tell a reader of traces nothing.
    private const int Most = 32;

    public static void AddIfNew(this List<string> causes, string? cause)
    {
        if (cause is not null && causes.Count < Most && !causes.Contains(cause))
        {
            causes.Add(cause);
        }
    }
}
