using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace FChat.Gateway.Tests.Doors;

/// <summary>Calls operations by HTTP.</summary>
public static class HttpDoor
{
    /// <summary>Posts a JSON body.</summary>
    public static async Task<(HttpStatusCode Status, Reply Reply)> Post(this HttpClient client, string token, string operation, string json, string type = "application/json") =>
        await client.Ask(HttpMethod.Post, token, $"f_chat.{operation}", new StringContent(json, Encoding.UTF8, MediaTypeHeaderValue.Parse(type)));

    /// <summary>Asks with a query.</summary>
    public static Task<(HttpStatusCode Status, Reply Reply)> Get(this HttpClient client, string token, string operation, string query = "") =>
        client.Ask(HttpMethod.Get, token, $"f_chat.{operation}{query}", null);

    /// <summary>Sends a request to the door and reads its answer, which must be in the protocol's shape whatever it is.</summary>
    public static async Task<(HttpStatusCode Status, Reply Reply)> Ask(this HttpClient client, HttpMethod method, string? token, string path, HttpContent? content)
    {
        using var request = new HttpRequestMessage(method, $"/api/method/{path}") { Content = content };
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        using var response = await client.SendAsync(request);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        return (response.StatusCode, Reply.OfHttp(await response.Content.ReadAsStringAsync()));
    }
}
