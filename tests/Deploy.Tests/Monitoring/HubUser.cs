using System.Net.WebSockets;
using System.Text;

namespace FChat.Deploy.Tests.Monitoring;

/// <summary>Somebody with a hub connection, who hears and answers nothing: https://github.com/dotnet/aspnetcore/blob/main/src/SignalR/docs/specs/HubProtocol.md.</summary>
internal sealed class HubUser : IAsyncDisposable
{
    private const char End = '\u001e';
    private static readonly TimeSpan PingEvery = TimeSpan.FromSeconds(5);
    private readonly ClientWebSocket socket = new();
    private readonly SemaphoreSlim sending = new(1);
    private readonly CancellationTokenSource end = new();
    private readonly byte[] buffer = new byte[65_536];
    private Task reading = Task.CompletedTask, pinging = Task.CompletedTask;

    /// <summary>Connects with a token.</summary>
    public static async Task<HubUser> Connect(Uri gateway, string token)
    {
        var user = new HubUser();
        await user.socket.ConnectAsync(new UriBuilder(gateway) { Scheme = "ws", Path = "/hub", Query = $"access_token={token}" }.Uri, CancellationToken.None);
        await user.Send("""{"protocol":"json","version":1}""");
        await user.socket.ReceiveAsync(user.buffer, CancellationToken.None);
        (user.reading, user.pinging) = (user.Read(), user.Ping());
        return user;
    }

    /// <summary>Sends an operation that wants no answer.</summary>
    public Task Do(string operation, string arguments) => Send($$"""{"type":1,"target":"{{operation}}","arguments":[{{arguments}}]}""");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        await pinging;
        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        await reading;
        socket.Dispose();
        sending.Dispose();
        end.Dispose();
    }

    private async Task Send(string frame)
    {
        await sending.WaitAsync();
        try
        {
            await socket.SendAsync(Encoding.UTF8.GetBytes(frame + End), WebSocketMessageType.Text, true, CancellationToken.None);
        }
        finally
        {
            sending.Release();
        }
    }

    // Whoever is silent is cut off.
    private async Task Ping()
    {
        using var timer = new PeriodicTimer(PingEvery, TimeProvider.System);
        using var stop = end.Token.Register(timer.Dispose);
        while (await timer.WaitForNextTickAsync())
        {
            await Send("""{"type":6}""");
        }
    }

    private async Task Read()
    {
        while ((await socket.ReceiveAsync(buffer, CancellationToken.None)).MessageType != WebSocketMessageType.Close)
        {
            // What comes is of no interest; that it is taken is.
        }
    }
}
