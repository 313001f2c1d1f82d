using System.Collections.Concurrent;

namespace FChat.Media.Janus;

/// <summary>Requests that wait for their answers. Each leaves by its answer, by its own end, or when all are ended.</summary>
internal sealed class PendingRequests
{
    private readonly ConcurrentDictionary<string, Pending> _waiting = new();
    private long _last;
    private JanusMessage? _end;

    /// <summary>Begins to wait.</summary>
    /// <param name="untilAck">Whether an <c>ack</c> is the answer. Otherwise it only says that the answer will come.</param>
    public (string Transaction, Task<JanusMessage> Answer) Begin(bool untilAck)
    {
        var transaction = $"t{Interlocked.Increment(ref _last)}";
        var pending = new Pending(untilAck);
        _waiting[transaction] = pending;
        if (Volatile.Read(ref _end) is { } end)
        {
            pending.Answer.TrySetResult(end);
        }

        return (transaction, pending.Answer.Task);
    }

    /// <summary>Waits no longer for one.</summary>
    public void Forget(string transaction) => _waiting.TryRemove(transaction, out _);

    /// <summary>Gives an answer to whom it belongs.</summary>
    /// <returns>False if nobody waits for it.</returns>
    public bool Take(JanusMessage message)
    {
        if (message.Transaction is null || !_waiting.TryGetValue(message.Transaction, out var pending))
        {
            return false;
        }

        if (message.Kind != JanusKind.Ack || pending.UntilAck)
        {
            pending.Answer.TrySetResult(message);
        }

        return true;
    }

    /// <summary>Gives all that wait, and all that will, the same answer.</summary>
    public void End(JanusMessage answer)
    {
        Volatile.Write(ref _end, answer);
        foreach (var pending in _waiting.Values)
        {
            pending.Answer.TrySetResult(answer);
        }
    }

    private sealed record Pending(bool UntilAck)
    {
        public TaskCompletionSource<JanusMessage> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
