using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;

namespace FChat.Gateway.Tests.Sockets;

/// <summary>A client that sends and sees the messages and frames that records come in, and how the socket ends. It answers the end only when it is told to.</summary>
public sealed class MessageClient : IAsyncDisposable
{
    /// <summary>Ends every record of the JSON hub protocol.</summary>
    public const string End = "\u001e";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly ClientWebSocket socket = new();

    /// <summary>What the socket was closed with.</summary>
    public WebSocketCloseStatus? CloseStatus => socket.CloseStatus;

    /// <summary>Opens a socket, with or without a negotiation before.</summary>
    public static async Task<MessageClient> Open(Uri gateway, string token, bool isNegotiated)
    {
        var client = new MessageClient();
        var query = $"access_token={token}" + (isNegotiated ? "&id=" + await Negotiate(gateway, token) : "");
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        await client.socket.ConnectAsync(new UriBuilder(gateway) { Scheme = "ws", Path = "/hub", Query = query }.Uri, patience.Token);
        return client;
    }

    /// <summary>Opens a socket and shakes hands in JSON.</summary>
    public static async Task<MessageClient> Shake(Uri gateway, string token, bool isNegotiated)
    {
        var client = await Open(gateway, token, isNegotiated);
        await client.Send("""{"protocol":"json","version":1}""" + End);
        Assert.Equal("{}" + End, await client.Next());
        return client;
    }

    /// <summary>Sends a message, or a frame of one that is not at its end yet.</summary>
    public async Task Send(string text, bool isWhole = true)
    {
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        await socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, isWhole, patience.Token);
    }

    /// <summary>Says the end.</summary>
    public async Task SayEnd()
    {
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", patience.Token);
    }

    /// <summary>The next message but pings; null when the service has said the end.</summary>
    public async Task<string?> Next()
    {
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        var (message, room) = (new StringBuilder(), new byte[64 * 1_024]);
        while (true)
        {
            var part = await socket.ReceiveAsync(room.AsMemory(), patience.Token);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            message.Append(Encoding.UTF8.GetString(room.AsSpan(0, part.Count)));
            if (part.EndOfMessage && message.ToString() is var text && message.Clear() is not null && text != """{"type":6}""" + End)
            {
                return text;
            }
        }
    }

    /// <summary>The ids of the next answers.</summary>
    public async Task<List<string>> Answers(int count)
    {
        var ids = new List<string>();
        while (ids.Count < count)
        {
            var records = (await Next())!.Split(End, StringSplitOptions.RemoveEmptyEntries);
            ids.AddRange(records.Select(record => (string)JsonNode.Parse(record)!["invocationId"]!));
        }

        return ids;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        socket.Abort();
        socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private static async Task<string> Negotiate(Uri gateway, string token)
    {
        using var http = new HttpClient { BaseAddress = gateway };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/hub/negotiate?negotiateVersion=1") { Headers = { Authorization = new("Bearer", token) } };
        using var answer = await http.SendAsync(request);
        return (string)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["connectionToken"]!;
    }
}
