using System.Net.WebSockets;
using System.Text;

namespace FChat.Deploy.Tests.Monitoring;

/// <summary>Somebody with a hub connection, who hears and answers nothing: https://github.com/dotnet/aspnetcore/blob/main/src/SignalR/docs/specs/HubProtocol.md.</summary>
internal sealed class HubUser : IAsyncDisposable
{
    private const char End = '\u001e';
    private readonly ClientWebSocket socket = new();
    private readonly byte[] buffer = new byte[65_536];
    private Task reading = Task.CompletedTask;

    /// <summary>Connects with a token.</summary>
    public static async Task<HubUser> Connect(Uri gateway, string token)
    {
        var user = new HubUser();
        await user.socket.ConnectAsync(new UriBuilder(gateway) { Scheme = "ws", Path = "/hub", Query = $"access_token={token}" }.Uri, CancellationToken.None);
        await user.Send("""{"protocol":"json","version":1}""");
        await user.socket.ReceiveAsync(user.buffer, CancellationToken.None);
        user.reading = user.Read();
        return user;
    }

    /// <summary>Sends an operation that wants no answer.</summary>
    public Task Do(string operation, string arguments) => Send($$"""{"type":1,"target":"{{operation}}","arguments":[{{arguments}}]}""");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        await reading;
        socket.Dispose();
    }

    private Task Send(string frame) => socket.SendAsync(Encoding.UTF8.GetBytes(frame + End), WebSocketMessageType.Text, true, CancellationToken.None);

    private async Task Read()
    {
        while ((await socket.ReceiveAsync(buffer, CancellationToken.None)).MessageType != WebSocketMessageType.Close)
        {
            // What comes is of no interest; that it is taken is.
        }
    }
}
