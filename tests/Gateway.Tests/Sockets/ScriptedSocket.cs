using System.Net.WebSockets;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading.Channels;

namespace FChat.Gateway.Tests.Sockets;

/// <summary>A WebSocket without a network: a test says what comes, and how sends go.</summary>
public sealed class ScriptedSocket : WebSocket
{
    private readonly Channel<Func<Memory<byte>, ValueWebSocketReceiveResult>> coming = Channel.CreateUnbounded<Func<Memory<byte>, ValueWebSocketReceiveResult>>();
    private readonly Queue<byte> left = new();
    private WebSocketState state = WebSocketState.Open;

    /// <summary>How the next sends go; without a script they are done at once.</summary>
    public Func<ValueTask> OnSend { get; set; } = () => ValueTask.CompletedTask;

    /// <summary>What was sent.</summary>
    public List<(WebSocketMessageType Type, string Text)> Sent { get; } = [];

    /// <summary>What the last send sends from.</summary>
    public ReadOnlyMemory<byte> LastBuffer { get; private set; }

    /// <summary>The array behind <see cref="LastBuffer"/>.</summary>
    public byte[] LastArray => MemoryMarshal.TryGetArray(LastBuffer, out var segment) ? segment.Array! : [];

    /// <summary>How much each receive had room for, in order.</summary>
    public List<int> Rooms { get; } = [];

    /// <summary>What the end was said with, if it was.</summary>
    public WebSocketCloseStatus? Said { get; private set; }

    /// <summary>How saying the end goes.</summary>
    public Func<Task> OnClose { get; set; } = () => Task.CompletedTask;

    public override WebSocketCloseStatus? CloseStatus => null;

    public override string? CloseStatusDescription => null;

    public override WebSocketState State => state;

    public override string? SubProtocol => null;

    /// <summary>A frame comes.</summary>
    public void Bring(string text)
    {
        coming.Writer.TryWrite(room =>
        {
            foreach (var part in Encoding.UTF8.GetBytes(text))
            {
                left.Enqueue(part);
            }

            return Take(room);
        });
    }

    /// <summary>The client says the end.</summary>
    public void BringClose() => coming.Writer.TryWrite(_ =>
    {
        state = state == WebSocketState.CloseSent ? WebSocketState.Closed : WebSocketState.CloseReceived;
        return new ValueWebSocketReceiveResult(0, WebSocketMessageType.Close, true);
    });

    /// <summary>Receiving fails from now on.</summary>
    public void Fail(Exception fault) => coming.Writer.TryComplete(fault);

    public override async ValueTask<ValueWebSocketReceiveResult> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        Assert.False(cancellationToken.CanBeCanceled);
        Rooms.Add(buffer.Length);
        if (left.Count > 0)
        {
            return Take(buffer);
        }

        try
        {
            return (await coming.Reader.ReadAsync(CancellationToken.None))(buffer);
        }
        catch (ChannelClosedException closed)
        {
            state = WebSocketState.Aborted;
            throw closed.InnerException!;
        }
    }

    public override ValueTask SendAsync(ReadOnlyMemory<byte> buffer, WebSocketMessageType messageType, bool endOfMessage, CancellationToken cancellationToken)
    {
        Assert.True(endOfMessage);
        Assert.False(cancellationToken.CanBeCanceled);
        Sent.Add((messageType, Encoding.UTF8.GetString(buffer.Span)));
        LastBuffer = buffer;
        return OnSend();
    }

    public override Task CloseOutputAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken)
    {
        Said = closeStatus;
        state = state == WebSocketState.CloseReceived ? WebSocketState.Closed : WebSocketState.CloseSent;
        return OnClose();
    }

    public override void Abort() => state = WebSocketState.Aborted;

    public override Task CloseAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) =>
        CloseOutputAsync(closeStatus, statusDescription, cancellationToken);

    public override async Task<WebSocketReceiveResult> ReceiveAsync(ArraySegment<byte> buffer, CancellationToken cancellationToken)
    {
        var result = await ReceiveAsync(buffer.AsMemory(), cancellationToken);
        return new WebSocketReceiveResult(result.Count, result.MessageType, result.EndOfMessage);
    }

    public override Task SendAsync(ArraySegment<byte> buffer, WebSocketMessageType messageType, bool endOfMessage, CancellationToken cancellationToken) =>
        SendAsync(buffer.AsMemory(), messageType, endOfMessage, cancellationToken).AsTask();

    public override void Dispose()
    {
    }

    private ValueWebSocketReceiveResult Take(Memory<byte> room)
    {
        var taken = 0;
        while (taken < room.Length && left.TryDequeue(out var part))
        {
            room.Span[taken++] = part;
        }

        return new ValueWebSocketReceiveResult(taken, WebSocketMessageType.Text, left.Count == 0);
    }
}
