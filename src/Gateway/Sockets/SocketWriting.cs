using System.Buffers;
using System.IO.Pipelines;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace FChat.Gateway.Sockets;

/// <summary>
/// Writes to a WebSocket: what is written until a flush is one message, since the JSON hub protocol wants whole records in a message,
/// and a flush is done when the socket has taken it. A send that fails, or is stuck, cuts the connection.
/// Like every pipe it has one writer at a time: SignalR writes and flushes under the connection's lock, which it keeps until the flush is done.
/// </summary>
internal sealed class SocketWriting(WebSocket socket, ITransferFormatFeature format, TimeProvider time, Action cut) : PipeWriter
{
    /// <summary>The longest that a send may take: by then the client has not read for so long that it is as good as gone. SignalR's own <c>TransportSendTimeout</c>.</summary>
    public static readonly TimeSpan LongestSend = TimeSpan.FromSeconds(10);

    /// <summary>The longest that a send may take once the connection is to end: a client that reads gets the end said.</summary>
    public static readonly TimeSpan LongestLastSend = TimeSpan.FromSeconds(1);

    private const int SmallestBuffer = 512;
    private byte[] buffer = [];
    private int written;
    private long sendingSince;
    private int isCancelled;
    private volatile bool isEnded;

    /// <inheritdoc/>
    public override void Advance(int bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes, buffer.Length - written);
        written += bytes;
    }

    /// <inheritdoc/>
    public override Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return buffer.AsMemory(written);
    }

    /// <inheritdoc/>
    public override Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return buffer.AsSpan(written);
    }

    /// <summary>Sends what is written as one message.</summary>
    /// <param name="cancellationToken">Not looked at: a message that has begun cannot be taken back, and a token would make every send take a slower path.</param>
    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        if (isEnded || written == 0)
        {
            Release();
            return ValueTask.FromResult(Result());
        }

        var type = format.ActiveFormat == TransferFormat.Binary ? WebSocketMessageType.Binary : WebSocketMessageType.Text;
        var sending = socket.SendAsync(buffer.AsMemory(0, written), type, endOfMessage: true, CancellationToken.None);
        if (!sending.IsCompletedSuccessfully)
        {
            return Finish(sending);
        }

        sending.GetAwaiter().GetResult();
        Release();
        return ValueTask.FromResult(Result());
    }

    /// <summary>The connection is to end: a send that is stuck cuts it, now or at a <see cref="Check"/>.</summary>
    public override void CancelPendingFlush()
    {
        Interlocked.Exchange(ref isCancelled, 1);
        Check();
    }

    /// <summary>
    /// Nothing is sent from now on, and what is still written falls away. Safe beside a writer who comes too late:
    /// a buffer that he may be filling is not given back for others to use.
    /// </summary>
    public override void Complete(Exception? exception = null) => isEnded = true;

    /// <summary>Cuts the connection when its send takes too long. From any thread.</summary>
    public void Check()
    {
        var since = Volatile.Read(ref sendingSince);
        var longest = Volatile.Read(ref isCancelled) == 0 ? LongestSend : LongestLastSend;
        if (since != 0 && time.GetElapsedTime(since) > longest)
        {
            cut();
        }
    }

    private async ValueTask<FlushResult> Finish(ValueTask sending)
    {
        Volatile.Write(ref sendingSince, time.GetTimestamp());
        try
        {
            await sending;
        }
        catch (Exception end) when (SocketEnd.IsNormal(end))
        {
            // SignalR does not look at what a flush says: the end of what it reads is how it learns.
            isEnded = true;
            cut();
        }
        finally
        {
            Volatile.Write(ref sendingSince, 0);
            Release();
        }

        return Result();
    }

    private FlushResult Result() => new(isCanceled: Interlocked.Exchange(ref isCancelled, 0) == 1, isCompleted: isEnded);

    // Never while a send uses the buffer: who flushes holds SignalR's lock until the send is done.
    private void Reserve(int sizeHint)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sizeHint);
        var needed = written + Math.Max(sizeHint, 1);
        if (needed <= buffer.Length)
        {
            return;
        }

        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, Math.Max(SmallestBuffer, buffer.Length * 2)));
        buffer.AsSpan(0, written).CopyTo(larger);
        GiveBack();
        buffer = larger;
    }

    private void Release()
    {
        GiveBack();
        (buffer, written) = ([], 0);
    }

    private void GiveBack()
    {
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
