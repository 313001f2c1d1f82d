using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;

namespace FChat.Media.Janus;

/// <summary>Hears what happens to a handle, one message after another. Must not block.</summary>
internal interface IHandleListener
{
    void On(JanusMessage message);
}

/// <summary>
/// A session on one connection. When one of them ends, so does the other, with everything in it: nothing is ever taken over by a later session.
/// It asks Janus again and again whether it is alive, and counts as lost when there is no answer.
/// </summary>
internal sealed class JanusSession : IAsyncDisposable
{
    private readonly JanusSocket _socket;
    private readonly JanusContext _context;
    private readonly MediaNode _node;
    private readonly PendingRequests _pending = new();
    private readonly ConcurrentDictionary<long, IHandleListener> _listeners = new();
    private readonly TaskCompletionSource<Loss> _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _over = new();
    private Task _work = Task.CompletedTask;
    private long _id;

    private JanusSession(JanusSocket socket, JanusContext context, MediaNode node) => (_socket, _context, _node) = (socket, context, node);

    /// <summary>Completes with the reason when everything of this session is gone.</summary>
    public Task<Loss> Lost => _lost.Task;

    /// <summary>Connects and makes a session.</summary>
    /// <returns>The session, or why there is none.</returns>
    public static async Task<(JanusSession? Session, JanusMessage Answer)> Begin(MediaNode node, JanusContext context, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(context.Options.ConnectTimeout);
        JanusSession session;
        try
        {
            session = new JanusSession(await JanusSocket.Connect(node.Url!, patience.Token), context, node);
        }
        catch (Exception failure) when (failure is WebSocketException or OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            return (null, JanusMessage.None(JanusErrors.Lost, failure is WebSocketException ? failure.Message : "no answer to a connection"));
        }

        return await session.Open();
    }

    /// <summary>Attaches a handle to the plugin. What happens to it is told to the listener.</summary>
    public async Task<(JanusHandle? Handle, JanusMessage Answer)> Attach(IHandleListener listener, CancellationToken cancellation)
    {
        var request = new JsonObject { ["janus"] = "attach", ["plugin"] = VideoRoom.Plugin };
        var answer = await Ask("attach", request, new AskOptions(_context.Options.RequestTimeout, Late: TakeBack), cancellation);
        if (answer.ErrorCode != 0)
        {
            return (null, answer);
        }

        var id = (long)answer.Number("id");
        _listeners[id] = listener;
        return (new JanusHandle(this, id), answer);
    }

    /// <summary>Hears a handle no longer.</summary>
    public void Forget(long handle) => _listeners.TryRemove(handle, out _);

    /// <summary>Sends a request and waits for its answer. Never fails: an answer that does not come is an answer with an error.</summary>
    /// <param name="name">What is asked, for metrics.</param>
    /// <param name="request">The request. Gets transaction, session and secret.</param>
    /// <param name="options">What to wait for.</param>
    /// <param name="cancellation">Gives up waiting; Janus may still do it.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async Task<JanusMessage> Ask(string name, JsonObject request, AskOptions options, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        var (transaction, answer) = _pending.Begin(options.UntilAck);
        var isLate = false;
        try
        {
            // Not waited for: what does not leave while Janus hangs must not outlast the patience for its answer.
            _ = Send(Addressed(request, transaction));
            var told = await answer.WaitAsync(options.Timeout, _context.Time, cancellation);
            _context.Instruments.Asked(name, told.ErrorCode, Stopwatch.GetElapsedTime(started));
            return told;
        }
        catch (TimeoutException)
        {
            isLate = true;
            _context.Instruments.Asked(name, JanusErrors.Late, Stopwatch.GetElapsedTime(started));
            return JanusMessage.None(JanusErrors.Late, $"no answer to {name} within {options.Timeout}");
        }
        finally
        {
            if (isLate && options.Late is { } late)
            {
                _ = TakeLate(transaction, answer, late);
            }
            else
            {
                _pending.Forget(transaction);
            }
        }
    }

    /// <summary>Something that nobody foresaw: it is logged, and the connection given up. What comes after it is a new one, of which everything is known.</summary>
    public Task Fail(Exception failure)
    {
        JanusLog.LinkFailed(_context.Log, _node.Name, failure);
        return Lose(LossKind.Failed, $"this silo failed at it: {failure.Message}");
    }

    /// <summary>Cuts the connection without a word, as a process does that is killed.</summary>
    public void Abort() => _ = Lose(LossKind.Closed, "cut");

    /// <summary>Ends the session as far as Janus can be reached, and cuts the connection.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!Lost.IsCompleted && _id != 0)
        {
            await Ask("destroy_session", new JsonObject { ["janus"] = "destroy" }, new AskOptions(_context.Options.KeepAliveTimeout), CancellationToken.None);
        }

        await Lose(LossKind.Stopped, "closed by this silo");
        await _work;
        _over.Dispose();
    }

    private async Task<(JanusSession? Session, JanusMessage Answer)> Open()
    {
        _work = Receive();
        var answer = await Ask("create_session", new JsonObject { ["janus"] = "create" }, new AskOptions(_context.Options.RequestTimeout), CancellationToken.None);
        if (answer.ErrorCode != 0)
        {
            await DisposeAsync();
            return (null, answer);
        }

        _id = (long)answer.Number("id");
        _work = Task.WhenAll(_work, KeepAlive());
        return (this, answer);
    }

    private async Task TakeLate(string transaction, Task<JanusMessage> answer, Action<JanusMessage> late)
    {
        late(await answer);
        _pending.Forget(transaction);
    }

    // A handle that nobody waits for any more would stay as long as the session.
    private void TakeBack(JanusMessage attached)
    {
        if (attached.ErrorCode == 0)
        {
            _ = new JanusHandle(this, (long)attached.Number("id")).Detach(_context);
        }
    }

    private JsonObject Addressed(JsonObject request, string transaction)
    {
        request["transaction"] = transaction;
        if (_id != 0)
        {
            request["session_id"] = _id;
        }

        if (_node.ApiSecret is { } secret)
        {
            request["apisecret"] = secret;
        }

        return request;
    }

    private async Task Send(JsonObject message)
    {
        try
        {
            await _socket.Send(message);
        }
        catch (Exception failure) when (failure is WebSocketException or ObjectDisposedException or InvalidOperationException)
        {
            await Lose(LossKind.Closed, $"sending failed: {failure.Message}");
        }
        catch (Exception failure)
        {
            await Fail(failure);
        }
    }

    private async Task Receive()
    {
        try
        {
            while (await _socket.Receive(_over.Token) is { } message)
            {
                Take(message);
            }

            await Lose(LossKind.Closed, "the server closed the connection");
        }
        catch (Exception failure) when (failure is WebSocketException or JsonException or OperationCanceledException or ObjectDisposedException)
        {
            await Lose(LossKind.Closed, $"receiving failed: {failure.Message}");
        }
        catch (Exception failure)
        {
            await Fail(failure);
        }
    }

    private void Take(JanusMessage message)
    {
        if (message.Kind == JanusKind.TimedOut)
        {
            _ = Lose(LossKind.Expired, "the server ended the session");
        }
        else if (!_pending.Take(message) && _listeners.TryGetValue(message.Handle, out var listener))
        {
            listener.On(message);
        }
    }

    private async Task KeepAlive()
    {
        try
        {
            await AskWhetherAlive();
        }
        catch (Exception failure)
        {
            await Fail(failure);
        }
    }

    private async Task AskWhetherAlive()
    {
        using var timer = new PeriodicTimer(_context.Options.KeepAliveEvery, _context.Time);
        while (!Lost.IsCompleted && await Ticks(timer))
        {
            var answer = await Ask("keepalive", new JsonObject { ["janus"] = "keepalive" }, new AskOptions(_context.Options.KeepAliveTimeout, UntilAck: true), CancellationToken.None);
            if (answer.ErrorCode != 0)
            {
                await (answer.ErrorCode == JanusErrors.Late ? Lose(LossKind.Hung, "it does not answer") : Lose(LossKind.Expired, $"it refused to stay alive: {answer.Text}"));
            }
        }
    }

    private async Task<bool> Ticks(PeriodicTimer timer)
    {
        try
        {
            return await timer.WaitForNextTickAsync(_over.Token);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task Lose(LossKind kind, string reason)
    {
        if (_lost.TrySetResult(new Loss(kind, reason)))
        {
            _pending.End(JanusMessage.None(JanusErrors.Lost, $"the connection is lost: {reason}"));
            await _over.CancelAsync();
            await _socket.DisposeAsync();
        }
    }
}

/// <summary>How an answer is waited for.</summary>
/// <param name="Timeout">How long.</param>
/// <param name="UntilAck">Whether an <c>ack</c> is all that comes.</param>
/// <param name="Late">Is given the answer when it comes after that, or when the connection ends; null: nobody is.</param>
internal readonly record struct AskOptions(TimeSpan Timeout, bool UntilAck = false, Action<JanusMessage>? Late = null);
