using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Text;
using FChat.Gateway.Tests.Doors;
using FChat.Gateway.Tests.Hosting;

namespace FChat.Gateway.Tests.Security;

/// <summary>Sends as much as it can until it is called off.</summary>
public static class Flood
{
    private static readonly string[] Operations = ["get_rooms", "no_such_operation", "get_online_users", "send_webrtc_signal"];

    /// <summary>By one hub connection.</summary>
    public static async Task ByHub(Uri service, string user, CancellationToken end)
    {
        await using var hub = await HubClient.Open(service, Tokens.For(user));
        var bunch = string.Concat(Enumerable.Range(0, 64).Select(i => $$"""{"type":1,"invocationId":"{{i}}","target":"{{Operations[i % Operations.Length]}}","arguments":[{}]}""" + "\u001e"));
        await UntilEnd(() => hub.SendRaw(Encoding.UTF8.GetBytes(bunch)).WaitAsync(end), end);
    }

    /// <summary>By requests, many at a time.</summary>
    /// <param name="token">Null: without one.</param>
    public static async Task ByHttp(Uri service, string? token, CancellationToken end)
    {
        using var http = new HttpClient { BaseAddress = service };
        await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => UntilEnd(() => Request(http, token, end), end)));
    }

    private static async Task Request(HttpClient http, string? token, CancellationToken end)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/method/f_chat.get_rooms");
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        using var response = await http.SendAsync(request, end);
    }

    private static async Task UntilEnd(Func<Task> send, CancellationToken end)
    {
        try
        {
            while (!end.IsCancellationRequested)
            {
                await send();
            }
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or WebSocketException && end.IsCancellationRequested)
        {
            return;
        }
    }
}
