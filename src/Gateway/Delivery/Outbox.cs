using Microsoft.AspNetCore.SignalR;

namespace FChat.Gateway.Delivery;

/// <summary>
/// What waits for one connection, in order. A write goes straight through while the connection takes it at once; behind a slow one it queues.
/// Bounded: a connection that is too far behind is aborted.
/// </summary>
internal sealed class Outbox(HubConnectionContext connection, FanOutOptions options, TimeProvider time, Action<SlowConnection> onSlow)
{
    private readonly Lock gate = new();
    private readonly Queue<EventMessage> waiting = new();
    private long waitingBytes;
    private long writingSince;
    private bool isWriting;
    private bool isClosed;

    /// <summary>How many messages wait, more or less: it may change meanwhile.</summary>
    public int Waiting => waiting.Count;

    /// <summary>Sends, or queues, and returns at once.</summary>
    public void Send(EventMessage message)
    {
        lock (gate)
        {
            if (isClosed)
            {
                return;
            }

            if (isWriting)
            {
                Queue(message);
                return;
            }

            isWriting = true;
            writingSince = 0;
        }

        Write(message);
    }

    /// <summary>Aborts the connection when its current write takes too long.</summary>
    public void Check()
    {
        lock (gate)
        {
            if (isWriting && !isClosed && IsLate())
            {
                Abort(SlowConnection.Time);
            }
        }
    }

    /// <summary>Drops what waits.</summary>
    public void Close()
    {
        lock (gate)
        {
            isClosed = true;
            waiting.Clear();
        }
    }

    private void Write(EventMessage message)
    {
        var write = connection.WriteAsync(message);
        if (!write.IsCompletedSuccessfully)
        {
            Volatile.Write(ref writingSince, time.GetTimestamp());
            _ = Drain(write);
        }
        else if (TryTake(out var next))
        {
            _ = Drain(connection.WriteAsync(next));
        }
    }

    // A failed write aborts the connection inside SignalR and does not throw; what still waits is dropped when the connection closes.
    private async Task Drain(ValueTask write)
    {
        await write;
        while (TryTake(out var next))
        {
            await connection.WriteAsync(next);
        }
    }

    private bool TryTake([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out EventMessage? message)
    {
        lock (gate)
        {
            isWriting = waiting.TryDequeue(out message);
            if (isWriting)
            {
                waitingBytes -= message!.Size;
                writingSince = time.GetTimestamp();
            }

            return isWriting;
        }
    }

    private void Queue(EventMessage message)
    {
        waiting.Enqueue(message);
        waitingBytes += message.Size;
        if (waiting.Count > options.MessagesBehind)
        {
            Abort(SlowConnection.Messages);
        }
        else if (waitingBytes > options.BytesBehind)
        {
            Abort(SlowConnection.Bytes);
        }
        else if (IsLate())
        {
            Abort(SlowConnection.Time);
        }
    }

    private bool IsLate() => writingSince != 0 && time.GetElapsedTime(writingSince).TotalSeconds > options.SecondsBehind;

    private void Abort(SlowConnection why)
    {
        isClosed = true;
        waiting.Clear();
        connection.Abort();
        onSlow(why);
    }
}

/// <summary>By what a connection was too far behind.</summary>
internal enum SlowConnection
{
    /// <summary>Too many messages waited.</summary>
    Messages,

    /// <summary>Too many bytes waited.</summary>
    Bytes,

    /// <summary>One write took too long.</summary>
    Time,
}
