using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace FChat.Gateway.Tests.Security;

/// <summary>Sends bad bodies and queries to the HTTP door.</summary>
public sealed class FuzzedHttp(HttpClient http, string token, Mutations mutations)
{
    private static readonly string[] Types =
    [
        "application/json", "application/json", "application/json", "application/json; charset=utf-8", "application/json; charset=utf-7", "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x", "multipart/form-data", "text/plain", "application/octet-stream", "application/vnd.msgpack",
    ];

    /// <summary>How many requests had which status.</summary>
    public ConcurrentDictionary<HttpStatusCode, int> Statuses { get; } = new();

    /// <summary>Requests that were refused.</summary>
    public int Refused => Statuses.Where(status => status.Key != HttpStatusCode.OK).Sum(status => status.Value);

    /// <summary>Sends until so many were refused.</summary>
    public async Task Run(IReadOnlyList<(string Operation, string Argument)> good, int count)
    {
        while (Refused < count)
        {
            using var request = Bad(mutations.Any(good));
            using var response = await http.SendAsync(request);
            Statuses.AddOrUpdate(response.StatusCode, 1, static (_, before) => before + 1);
        }
    }

    private HttpRequestMessage Bad((string Operation, string Argument) good)
    {
        var text = Encoding.UTF8.GetBytes(good.Argument);
        var bytes = mutations.OneIn(10) ? mutations.Garbage(400) : mutations.Of(text);
        var isGet = mutations.OneIn(8);
        var query = isGet ? "?" + Uri.EscapeDataString(Encoding.Latin1.GetString(bytes)).Replace("%3A", "=", StringComparison.Ordinal).Replace("%2C", "&", StringComparison.Ordinal) : "";
        var request = new HttpRequestMessage(isGet ? HttpMethod.Get : HttpMethod.Post, $"/api/method/f_chat.{good.Operation}{query}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (!isGet)
        {
            request.Content = new ByteArrayContent(bytes);
            request.Content.Headers.TryAddWithoutValidation("Content-Type", mutations.Any(Types));
            request.Headers.TransferEncodingChunked = mutations.OneIn(5) ? true : null;
        }

        return request;
    }
}
