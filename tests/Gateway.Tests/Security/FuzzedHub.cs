using System.Buffers;
using System.Net.WebSockets;
using System.Text;
using FChat.Gateway.Tests.Doors;

namespace FChat.Gateway.Tests.Security;

/// <summary>Sends bad frames by hub connections, a bunch at a time, and makes sure that the service has read each bunch: it answers the good frame that follows.</summary>
public sealed class FuzzedHub(Uri service, string token, HubEncoding encoding, Mutations mutations)
{
    private const int Bunch = 100;
    private const byte Separator = 0x1e;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly IFrameFormat format = encoding == HubEncoding.Json ? new JsonFrames() : new PackFrames();
    private ArrayBufferWriter<byte> received = new();
    private int consumed;

    /// <summary>Frames that the service has read, and refused or ignored.</summary>
    public int Refused { get; private set; }

    /// <summary>Frames that were still good, or had become so.</summary>
    public int Accepted { get; private set; }

    /// <summary>Connections that the service, or a frame that says so, ended.</summary>
    public int Ended { get; private set; }

    /// <summary>Sends until so many were refused.</summary>
    public async Task Run(IReadOnlyList<(string Operation, string Argument)> good, int count)
    {
        while (Refused < count)
        {
            using var socket = await Connect();
            (received, consumed) = (new ArrayBufferWriter<byte>(), 0);
            while (Refused < count && await TrySend(socket, good))
            {
            }

            Ended += Refused < count ? 1 : 0;
        }
    }

    private async Task<bool> TrySend(ClientWebSocket socket, IReadOnlyList<(string Operation, string Argument)> good)
    {
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        try
        {
            for (var i = 0; i < Bunch; i++)
            {
                await socket.SendAsync(Bad(mutations.Any(good)), WebSocketMessageType.Binary, true, patience.Token);
            }

            await socket.SendAsync(format.Invocation("mark", "get_ice_servers", []), WebSocketMessageType.Binary, true, patience.Token);
            return await Read(socket, patience.Token);
        }
        catch (WebSocketException)
        {
            return false;
        }
    }

    // A frame's faults are in the frame: a length that is not its own would only make it wait for the next.
    private byte[] Bad((string Operation, string Argument) good)
    {
        var frame = format.Invocation(mutations.OneIn(4) ? null : "1", good.Operation, [good.Argument]).ToArray();
        if (encoding == HubEncoding.Json)
        {
            return [.. mutations.OneIn(10) ? mutations.Garbage(200) : mutations.Of(frame[..^1]), Separator];
        }

        var content = frame.AsSpan(frame.AsSpan(0, 5).IndexOfAnyInRange<byte>(0, 0x7f) + 1).ToArray();
        return PackFrames.WithLength(mutations.OneIn(10) ? mutations.Garbage(200) : mutations.Of(content));
    }

    // Everything until the mark's answer belongs to the bunch.
    private async Task<bool> Read(ClientWebSocket socket, CancellationToken cancellation)
    {
        var accepted = 0;
        while (true)
        {
            while (format.TryTake(received.WrittenMemory, ref consumed, out var frame))
            {
                if (frame.InvocationId == "mark")
                {
                    (Accepted, Refused) = (Accepted + accepted, Refused + Bunch - accepted);
                    return true;
                }

                accepted += frame.Type == HubFrame.Completion && frame.Json.StartsWith("{\"ok\":true", StringComparison.Ordinal) ? 1 : 0;
            }

            var part = await socket.ReceiveAsync(received.GetMemory(16 * 1024), cancellation);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                return false;
            }

            received.Advance(part.Count);
        }
    }

    private async Task<ClientWebSocket> Connect()
    {
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(new UriBuilder(service) { Scheme = "ws", Path = "/hub", Query = "access_token=" + token }.Uri, patience.Token);
        var protocol = encoding == HubEncoding.Json ? "json" : "messagepack";
        await socket.SendAsync(Encoding.UTF8.GetBytes($$"""{"protocol":"{{protocol}}","version":1}""" + (char)Separator), WebSocketMessageType.Text, true, patience.Token);
        var answer = new byte[3];
        for (var length = 0; length < answer.Length;)
        {
            length += (await socket.ReceiveAsync(answer.AsMemory(length), patience.Token)).Count;
        }

        return socket;
    }
}
