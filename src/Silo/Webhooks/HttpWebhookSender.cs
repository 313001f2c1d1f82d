using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace FChat.Webhooks;

/// <summary>Posts events, signed as Standard Webhooks says (https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md).</summary>
internal sealed class HttpWebhookSender(IHttpClientFactory clients, IOptions<WebhookOptions> options, TimeProvider time) : IWebhookSender
{
    /// <summary>The name of the client that it uses.</summary>
    public const string Client = "webhooks";

    public async Task<string?> Send(WebhookEndpoint to, StoredCallEvent stored)
    {
        using var request = Request(to, stored, time.GetUtcNow().ToUnixTimeSeconds());
        using var patience = new CancellationTokenSource(options.Value.Timeout, time);
        try
        {
            using var response = await clients.CreateClient(Client).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            return response.IsSuccessStatusCode ? null : $"status {(int)response.StatusCode}";
        }
        catch (HttpRequestException fault)
        {
            return fault.Message;
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            return $"no answer within {options.Value.Timeout.TotalSeconds} s";
        }
    }

    private static HttpRequestMessage Request(WebhookEndpoint to, StoredCallEvent stored, long now)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"{stored.Call.Value}-{stored.Seq}");
        var at = now.ToString(CultureInfo.InvariantCulture);
        var signed = Encoding.UTF8.GetBytes($"{id}.{at}.{stored.Payload}");
        var signatures = to.Keys().Select(key => $"v1,{Convert.ToBase64String(HMACSHA256.HashData(key, signed))}");
        return new HttpRequestMessage(HttpMethod.Post, to.Url)
        {
            Content = new StringContent(stored.Payload, Encoding.UTF8, new MediaTypeHeaderValue("application/json")),
            Headers =
            {
                { "webhook-id", id },
                { "webhook-timestamp", at },
                { "webhook-signature", string.Join(' ', signatures) },
                { "fchat-position", stored.Position.ToString(CultureInfo.InvariantCulture) },
            },
        };
    }
}
