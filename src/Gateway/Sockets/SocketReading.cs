using System.IO.Pipelines;
using System.Net.WebSockets;

namespace FChat.Gateway.Sockets;

/// <summary>Takes what comes from a WebSocket into a pipe, until the client closes or is gone.</summary>
internal sealed class SocketReading(WebSocket socket, PipeWriter to)
{
    /// <summary>Receives until the end, of which the pipe's reader hears after all that came before it. Once nobody reads the pipe any more, what comes is thrown away.</summary>
    public async Task Run()
    {
        try
        {
            await Receive();
        }
        catch (Exception end) when (SocketEnd.IsNormal(end))
        {
            // Gone without a word. The hub reads what came before, and then the end.
        }
        finally
        {
            await to.CompleteAsync();
        }
    }

    // A token that can be cancelled would cost a registration for each message: the connection is cut to end this.
    private async Task Receive()
    {
        while (true)
        {
            // Memory is taken when there is something to put into it: thousands of connections wait here.
            var waiting = await socket.ReceiveAsync(Memory<byte>.Empty, CancellationToken.None);
            if (waiting.MessageType == WebSocketMessageType.Close)
            {
                return;
            }

            var taken = await socket.ReceiveAsync(to.GetMemory(), CancellationToken.None);
            if (taken.MessageType == WebSocketMessageType.Close)
            {
                return;
            }

            // The hub reads within the flush. That it reads no more is no reason to stop: the client's close is still to come.
            to.Advance(taken.Count);
            await to.FlushAsync();
        }
    }
}
