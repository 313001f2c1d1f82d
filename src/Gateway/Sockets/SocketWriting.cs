using System.Buffers;
using System.IO.Pipelines;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Connections;

namespace FChat.Gateway.Sockets;

/// <summary>Writes to a WebSocket: what is written until a flush is one message, and a flush is done when the socket has taken it.</summary>
internal sealed class SocketWriting(WebSocket socket, SocketConnection connection, TimeProvider time) : PipeWriter
{
    private const int Least = 512;
    private byte[] buffer = [];
    private int written;
    private long sendingSince;
    private volatile bool isEnded;
    private volatile bool isCanceled;

    public override void Advance(int bytes) => written += bytes;

    public override Memory<byte> GetMemory(int sizeHint = 0)
    {
        Grow(sizeHint);
        return buffer.AsMemory(written);
    }

    public override Span<byte> GetSpan(int sizeHint = 0)
    {
        Grow(sizeHint);
        return buffer.AsSpan(written);
    }

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        if (isEnded || written == 0)
        {
            Release();
            return ValueTask.FromResult(Result());
        }

        var kind = connection.ActiveFormat == TransferFormat.Binary ? WebSocketMessageType.Binary : WebSocketMessageType.Text;
        var sending = socket.SendAsync(buffer.AsMemory(0, written), kind, endOfMessage: true, CancellationToken.None);
        if (sending.IsCompletedSuccessfully)
        {
            sending.GetAwaiter().GetResult();
            Release();
            return ValueTask.FromResult(Result());
        }

        return Finish(sending);
    }

    public override void CancelPendingFlush()
    {
        isCanceled = true;
        if (Volatile.Read(ref sendingSince) != 0)
        {
            connection.HttpContext!.Abort();
        }
    }

    public override void Complete(Exception? exception = null) => isEnded = true;

    public void Check()
    {
        var since = Volatile.Read(ref sendingSince);
        if (since != 0 && time.GetElapsedTime(since).TotalSeconds > 10)
        {
            connection.HttpContext!.Abort();
        }
    }

    private async ValueTask<FlushResult> Finish(ValueTask sending)
    {
        Volatile.Write(ref sendingSince, time.GetTimestamp());
        try
        {
            await sending;
        }
        catch (Exception)
        {
            isEnded = true;
        }
        finally
        {
            Volatile.Write(ref sendingSince, 0);
            Release();
        }

        return Result();
    }

    private FlushResult Result()
    {
        var canceled = isCanceled;
        isCanceled = false;
        return new(canceled, isEnded);
    }

    private void Grow(int sizeHint)
    {
        var need = written + Math.Max(sizeHint, 1);
        if (need <= buffer.Length)
        {
            return;
        }

        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(need, Math.Max(Least, buffer.Length * 2)));
        buffer.AsSpan(0, written).CopyTo(larger);
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        buffer = larger;
    }

    private void Release()
    {
        written = 0;
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = [];
        }
    }
}
