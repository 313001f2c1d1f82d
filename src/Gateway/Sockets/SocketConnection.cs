using System.Buffers.Text;
using System.Collections.Immutable;
using System.IO.Pipelines;
using System.Net.WebSockets;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication;
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
    private const int IdBytes = 16;

    // Whoever receives goes on into the hub at once; the hub waits for nothing there that another of its connections would have to bring.
    private static readonly PipeOptions Inline = new(readerScheduler: PipeScheduler.Inline, writerScheduler: PipeScheduler.Inline, useSynchronizationContext: false);

    // Never disposed: whoever ends a connection may come late, and nothing hangs on these but memory.
    private readonly CancellationTokenSource closeRequested = new();
    private readonly SocketReading reading;
    private readonly SocketWriting writing;
    private readonly OpenRequest request;
    private readonly DateTimeOffset expires;
    private ImmutableArray<(Action<object> Beat, object State)> heartbeats = [];

    /// <summary>Takes a WebSocket that has been accepted in a request whose caller is known.</summary>
    public SocketConnection(HttpContext http, WebSocket socket, TimeProvider time) : base(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(IdBytes)))
    {
        var incoming = new Pipe(Inline);
        request = new OpenRequest(http);
        reading = new SocketReading(socket, incoming.Writer);
        writing = new SocketWriting(socket, this, time, request.Cut);
        expires = http.Features.Get<IAuthenticateResultFeature>()?.AuthenticateResult?.Properties?.ExpiresUtc ?? DateTimeOffset.MaxValue;
        (HttpContext, User, Transport) = (http, http.User, this);
        (Input, Output, ConnectionClosedRequested) = (new SocketInput(incoming.Reader), writing, closeRequested.Token);
        Features.Set<ITransferFormatFeature>(this);
        Features.Set<IConnectionHeartbeatFeature>(this);
        Features.Set<IConnectionLifetimeNotificationFeature>(this);
        Features.Set<IHttpContextFeature>(this);
    }

    /// <inheritdoc/>
    public HttpContext? HttpContext { get; set; }

    /// <inheritdoc/>
    public PipeReader Input { get; }

    /// <inheritdoc/>
    public PipeWriter Output { get; }

    /// <inheritdoc/>
    public TransferFormat SupportedFormats => TransferFormat.Text | TransferFormat.Binary;

    /// <summary>Whether messages go as text or binary. The hub sets it by the protocol that the client asks for.</summary>
    public TransferFormat ActiveFormat { get; set; } = TransferFormat.Text;

    /// <inheritdoc/>
    public CancellationToken ConnectionClosedRequested { get; set; }

    /// <summary>Receives until the client closes or is gone.</summary>
    public Task Receive() => reading.Run();

    /// <inheritdoc/>
    public void OnHeartbeat(Action<object> action, object state) =>
        ImmutableInterlocked.Update(ref heartbeats, static (all, one) => all.Add(one), (action, state));

    /// <summary>A second has gone by: SignalR's turn to ping and to miss the client; a stuck send and a token that has expired end the connection.</summary>
    public void Beat(DateTimeOffset now)
    {
        writing.Check();
        foreach (var (beat, state) in heartbeats)
        {
            beat(state);
        }

        if (expires < now && !closeRequested.IsCancellationRequested)
        {
            RequestClose();
        }
    }

    /// <summary>Asks the hub to say the end, and that the client may come back. It does so on another thread.</summary>
    public void RequestClose() => ThreadPool.UnsafeQueueUserWorkItem(static closing => closing.Cancel(), closeRequested, preferLocal: false);

    /// <summary>Cuts the connection off without more ado.</summary>
    public void Cut() => request.Cut();

    /// <inheritdoc/>
    public override void Abort(ConnectionAbortedException abortReason)
    {
        base.Abort(abortReason);
        Cut();
    }

    /// <summary>The hub has ended: nobody reads any more, and nothing is written.</summary>
    public void LeaveHub()
    {
        Input.Complete();
        Output.Complete();
    }

    /// <summary>The request is over: whoever cuts the connection from now on comes too late.</summary>
    public void End() => request.End();
}
