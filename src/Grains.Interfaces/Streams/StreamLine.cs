using System.Net.Sockets;

namespace FChat.Streams;

/// <summary>
/// Frames over one TCP connection. What is ready together goes out with one send, and what came together is taken in one go, on one thread:
/// threads that wake each other are what messages between processes cost.
/// </summary>
internal sealed class StreamLine(Socket socket)
{
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource<Exception?> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private FrameBuffer _waiting = new();
    private FrameBuffer _underWay = new();
    private bool _isSending;
    private bool _isClosed;

    /// <summary>Done when the line has ended: with what ended it, or null if one of both ends has closed it.</summary>
    public Task<Exception?> Ended => _ended.Task;

    /// <summary>Receives until the end. <paramref name="take"/> gets one frame after the other and must not wait; what it throws ends the line.</summary>
    public async Task Receive(Action<Frame> take)
    {
        try
        {
            var reader = new FrameReader();
            while (await socket.ReceiveAsync(reader.Space()) is > 0 and var count)
            {
                reader.Filled(count);
                Take(reader, take);
            }

            Close(null);
        }
        catch (Exception fault)
        {
            Close(fault);
        }
    }

    /// <summary>Sends a frame, with others that are ready. Never waits; what cannot be sent yet is bounded by what may be under way.</summary>
    /// <returns>False: the line has ended, or the frame is too large.</returns>
    public bool Send<T>(FrameKind kind, int id, T content, IStreamCodec<T> codec)
    {
        lock (_gate)
        {
            if (_isClosed || !_waiting.TryAdd(kind, id, content, codec))
            {
                return false;
            }
        }

        SendWaiting();
        return true;
    }

    /// <summary>Sends a frame without content.</summary>
    public void Send(FrameKind kind, int id)
    {
        lock (_gate)
        {
            _waiting.Add(kind, id);
        }

        SendWaiting();
    }

    /// <summary>Ends the line. The first reason counts.</summary>
    public void Close(Exception? why)
    {
        lock (_gate)
        {
            _isClosed = true;
        }

        socket.Dispose();
        _ended.TrySetResult(why is ObjectDisposedException ? null : why);
    }

    // Answers to what came together wait for each other.
    private void Take(FrameReader reader, Action<Frame> take)
    {
        var isHeld = TryBeginSending();
        try
        {
            while (reader.TryRead(out var frame))
            {
                take(frame);
            }
        }
        finally
        {
            if (isHeld)
            {
                _ = SendAll();
            }
        }
    }

    private void SendWaiting()
    {
        if (TryBeginSending())
        {
            _ = SendAll();
        }
    }

    private bool TryBeginSending()
    {
        lock (_gate)
        {
            return !_isSending && (_isSending = true);
        }
    }

    private async Task SendAll()
    {
        try
        {
            while (TakeWaiting() is { IsEmpty: false } bytes)
            {
                for (var sent = 0; sent < bytes.Length;)
                {
                    sent += await socket.SendAsync(bytes[sent..]);
                }
            }
        }
        catch (Exception fault)
        {
            Close(fault);
        }
    }

    private ReadOnlyMemory<byte> TakeWaiting()
    {
        lock (_gate)
        {
            _underWay.Clear();
            (_waiting, _underWay) = (_underWay, _waiting);
            _isSending = !_underWay.Written.IsEmpty;
            return _underWay.Written;
        }
    }
}
