using System.Buffers;
using FChat.Gateway.Delivery;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace FChat.Gateway.Hubs;

/// <summary>
/// The protocol of one connection: before the first frame that comes it reads a ping, for which SignalR begins to watch the client's silence
/// (<see cref="ClientWatch"/>). From then on what is written passes it by, so that an event to a thousand does not go through a thousand of these; SignalR's reading loop keeps it.
/// </summary>
internal sealed class WatchedProtocol(HubConnectionContext connection, ClientWatch watch) : IHubProtocol
{
    private readonly IHubProtocol protocol = connection.Protocol;

    public string Name => protocol.Name;

    public int Version => protocol.Version;

    public TransferFormat TransferFormat => protocol.TransferFormat;

    public bool IsVersionSupported(int version) => protocol.IsVersionSupported(version);

    // SignalR asks only when there are bytes; they stay where they are, to be read when it asks again.
    public bool TryParseMessage(ref ReadOnlySequence<byte> input, IInvocationBinder binder, out HubMessage message)
    {
        if (watch.Hear())
        {
            connection.Protocol = protocol;
            message = PingMessage.Instance;
            return true;
        }

        return protocol.TryParseMessage(ref input, binder, out message!);
    }

    public void WriteMessage(HubMessage message, IBufferWriter<byte> output) => protocol.WriteMessage(message, output);

    public ReadOnlyMemory<byte> GetMessageBytes(HubMessage message) => protocol.GetMessageBytes(message);
}
