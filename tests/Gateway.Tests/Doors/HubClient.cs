using System.Buffers;
using System.Net.WebSockets;
using System.Text;
using System.Threading.Channels;

namespace FChat.Gateway.Tests.Doors;

/// <summary>How a hub client speaks.</summary>
public enum HubEncoding
{
    Json,
    MessagePack,
}

/// <summary>A hub client that writes and reads frames itself, so that a test sees every byte and their order.</summary>
public sealed class HubClient : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly ClientWebSocket socket;
    private readonly IFrameFormat format;
    private readonly Channel<HubFrame> frames = Channel.CreateUnbounded<HubFrame>();
    private readonly Queue<HubFrame> passedOver = new();
    private readonly Task reading;
    private int lastId;

    private HubClient(ClientWebSocket socket, IFrameFormat format)
    {
        (this.socket, this.format) = (socket, format);
        reading = Read();
    }

    /// <summary>Ends when the connection has ended.</summary>
    public Task Ended => reading;

    /// <summary>Connects and shakes hands; over HTTP/2 it needs somebody who speaks that.</summary>
    public static async Task<HubClient> Open(Uri gateway, string token, HubEncoding encoding = HubEncoding.Json, Action<ClientWebSocketOptions>? configure = null, HttpMessageInvoker? over = null)
    {
        IFrameFormat format = encoding == HubEncoding.Json ? new JsonFrames() : new PackFrames();
        var socket = new ClientWebSocket();
        configure?.Invoke(socket.Options);
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        var address = new UriBuilder(gateway) { Scheme = gateway.Scheme == "https" ? "wss" : "ws", Path = "/hub", Query = "access_token=" + token };
        await socket.ConnectAsync(address.Uri, over, patience.Token);
        var name = encoding == HubEncoding.Json ? "json" : "messagepack";
        await socket.SendAsync(Encoding.UTF8.GetBytes($$"""{"protocol":"{{name}}","version":1}""" + "\u001e"), WebSocketMessageType.Text, true, patience.Token);
        var answer = new byte[3];
        for (var length = 0; length < 3;)
        {
            length += (await socket.ReceiveAsync(answer.AsMemory(length, 3 - length), patience.Token)).Count;
        }

        return new HubClient(socket, format);
    }

    /// <summary>Invokes an operation and waits for its answer; what comes before it stays to be read, in its order.</summary>
    public async Task<Reply> Invoke(string operation, params string[] arguments)
    {
        var id = await Start(operation, arguments);
        while (true)
        {
            var frame = await Receive();
            if (frame.InvocationId == id)
            {
                return Reply.OfHub(frame.Json);
            }

            passedOver.Enqueue(frame);
        }
    }

    /// <summary>Invokes an operation and does not wait.</summary>
    public async Task<string> Start(string operation, params string[] arguments)
    {
        var id = $"{Interlocked.Increment(ref lastId)}";
        await SendRaw(format.Invocation(id, operation, arguments));
        return id;
    }

    /// <summary>Sends an operation that is not to be answered.</summary>
    public Task Send(string operation, params string[] arguments) => SendRaw(format.Invocation(null, operation, arguments));

    /// <summary>Sends bytes as they are.</summary>
    public async Task SendRaw(ReadOnlyMemory<byte> bytes, WebSocketMessageType? type = null)
    {
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        await socket.SendAsync(bytes, type ?? format.MessageType, true, patience.Token);
    }

    /// <summary>The next frame but pings.</summary>
    public Task<HubFrame> Next() => passedOver.TryDequeue(out var frame) ? Task.FromResult(frame) : Receive();

    /// <summary>The next event of a name; other frames are dropped until then.</summary>
    public async Task<HubFrame> NextEvent(string name)
    {
        while (true)
        {
            var frame = await Next();
            if (frame.Target == name)
            {
                return frame;
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        socket.Abort();
        await reading;
        socket.Dispose();
    }

    private async Task<HubFrame> Receive()
    {
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        return await frames.Reader.ReadAsync(patience.Token);
    }

    private async Task Read()
    {
        var received = new ArrayBufferWriter<byte>();
        var consumed = 0;
        try
        {
            while (true)
            {
                var part = await socket.ReceiveAsync(received.GetMemory(16 * 1024), CancellationToken.None);
                if (part.MessageType == WebSocketMessageType.Close)
                {
                    break;
                }

                received.Advance(part.Count);
                while (format.TryTake(received.WrittenMemory, ref consumed, out var frame))
                {
                    if (frame.Type != HubFrame.Ping)
                    {
                        frames.Writer.TryWrite(frame);
                    }
                }
            }
        }
        catch (Exception end) when (end is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            frames.Writer.TryComplete(end);
        }

        frames.Writer.TryComplete();
    }
}
