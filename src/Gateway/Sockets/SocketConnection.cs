using System.IO.Pipelines;
using System.Net.WebSockets;
using System.Security.Claims;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Connections.Features;

namespace FChat.Gateway.Sockets;

/// <summary>
/// A WebSocket as SignalR's hubs take connections: what the hub writes is in the socket when the write returns, and what comes is read by the hub where it came.
/// SignalR's own transport hands each message to another thread on either way, which costs more than the message does.
/// </summary>
internal sealed class SocketConnection : DefaultConnectionContext,
    IDuplexPipe, ITransferFormatFeature, IConnectionHeartbeatFeature, IConnectionLifetimeNotificationFeature, IHttpContextFeature
{
    // Whoever writes and whoever reads goes on at once, where they are: the hub reads in one loop and nothing waits for it.
    private static readonly PipeOptions Inline = new(
        readerScheduler: PipeScheduler.Inline, writerScheduler: PipeScheduler.Inline, useSynchronizationContext: false);

    private readonly Lock gate = new();
    private readonly CancellationTokenSource closeRequested = new();
    private readonly Pipe incoming = new(Inline);
    private readonly SocketReading reading;
    private readonly SocketWriting writing;
    private readonly DateTimeOffset expires;
    private Action? beats;

    public SocketConnection(string id, HttpContext http, WebSocket socket, DateTimeOffset expires, TimeProvider time) : base(id)
    {
        HttpContext = http;
        User = http.User;
        this.expires = expires;
        reading = new SocketReading(socket, incoming.Writer);
        writing = new SocketWriting(socket, this, time);
        Transport = this;
        Features.Set<ITransferFormatFeature>(this);
        Features.Set<IConnectionHeartbeatFeature>(this);
        Features.Set<IConnectionLifetimeNotificationFeature>(this);
        Features.Set<IHttpContextFeature>(this);
    }

    public HttpContext? HttpContext { get; set; }

    public PipeReader Input => incoming.Reader;

    public PipeWriter Output => writing;

    public TransferFormat SupportedFormats => TransferFormat.Text | TransferFormat.Binary;

    public TransferFormat ActiveFormat { get; set; } = TransferFormat.Text;

    public CancellationToken ConnectionClosedRequested
    {
        get => closeRequested.Token;
        set => throw new NotSupportedException();
    }

    public void RequestClose() => closeRequested.Cancel();

    public void OnHeartbeat(Action<object> action, object state)
    {
        lock (gate)
        {
            beats += () => action(state);
        }
    }

    public Task Receive() => reading.Run();

    public void Beat(DateTimeOffset now)
    {
        beats?.Invoke();
        if (now >= expires)
        {
            RequestClose();
        }
        writing.Check();
    }

    public override void Abort(ConnectionAbortedException abortReason)
    {
        base.Abort(abortReason);
        HttpContext!.Abort();
    }
}
