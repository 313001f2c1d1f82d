using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace FChat.Service;

/// <summary>What a user can do and read by plain HTTP: the second opinion on what the pages show.</summary>
public sealed class HttpDoor : IDisposable
{
    private readonly HttpClient _http;

    private HttpDoor(HttpClient http) => _http = http;

    /// <summary>Signs in with a development token.</summary>
    public static async Task<HttpDoor> OpenAsync(Uri address, string user, string? name = null)
    {
        var http = new HttpClient { BaseAddress = address };
        using var answer = await http.PostAsJsonAsync("/dev/token", new { user, name }, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
        var token = (await ReadAsync(answer)).GetProperty("token").GetString();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return new HttpDoor(http);
    }

    /// <summary>An operation's data.</summary>
    /// <exception cref="HttpRequestException">It was refused.</exception>
    public async Task<JsonElement> CallAsync(string operation, object fields)
    {
        using var answer = await _http.PostAsJsonAsync($"/api/method/f_chat.{operation}", fields, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
        return (await ReadAsync(answer)).GetProperty("message");
    }

    /// <summary>The newest call in the history of a room, once it is as told: history follows the call a moment later.</summary>
    public async Task<JsonElement> LastCallAsync(string roomId, Func<JsonElement, bool> isAsTold)
    {
        var history = await Until.AnswerAsync(
            () => CallAsync("get_call_history", new { room_id = roomId }),
            answer => answer.GetProperty("calls").EnumerateArray().Take(1).Any(isAsTold),
            TimeSpan.FromSeconds(15));
        return history.GetProperty("calls")[0];
    }

    /// <summary>How many calls the history of a room has.</summary>
    public async Task<int> CallsInHistoryAsync(string roomId) =>
        (await CallAsync("get_call_history", new { room_id = roomId })).GetProperty("total").GetInt32();

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer) =>
        await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
}
