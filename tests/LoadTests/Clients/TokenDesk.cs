using System.Net.Http.Json;
using System.Text.Json;

namespace FChat.LoadTests.Clients;

/// <summary>Asks servers for development tokens.</summary>
public sealed class TokenDesk : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 8 });

    /// <summary>A token for a user, good for the length of a run.</summary>
    public async Task<string> IssueAsync(Uri server, string user, CancellationToken stop)
    {
        using var answer = await _http.PostAsJsonAsync(new Uri(server, "/dev/token"), new { user }, stop);
        answer.EnsureSuccessStatusCode();
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>(stop);
        return body.GetProperty("token").GetString()!;
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();
}
