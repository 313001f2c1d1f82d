using System.IO.Pipelines;
using System.Net.WebSockets;

namespace FChat.Gateway.Sockets;

/// <summary>Takes what comes from a WebSocket into a pipe.</summary>
internal sealed class SocketReading(WebSocket socket, PipeWriter to)
{
    public async Task Run()
    {
        try
        {
            while (await Take())
            {
            }
        }
        catch (WebSocketException)
        {
        }
        catch (OperationCanceledException)
        {
        }
        finally
        {
            await to.CompleteAsync();
        }
    }

    private async ValueTask<bool> Take()
    {
        // Memory is taken when there is something to put into it.
        var waiting = await socket.ReceiveAsync(Memory<byte>.Empty, CancellationToken.None);
        if (waiting.MessageType == WebSocketMessageType.Close)
        {
            return false;
        }

        var taken = await socket.ReceiveAsync(to.GetMemory(), CancellationToken.None);
        if (taken.MessageType == WebSocketMessageType.Close)
        {
            return false;
        }

        to.Advance(taken.Count);
        return await to.FlushAsync() is { IsCompleted: false, IsCanceled: false };
    }
}
