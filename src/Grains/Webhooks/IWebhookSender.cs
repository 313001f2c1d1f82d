namespace FChat.Webhooks;

/// <summary>Takes an event to a receiver.</summary>
public interface IWebhookSender
{
    /// <summary>Sends it once.</summary>
    /// <returns>Null: it was taken. Else why not, in a few words for the log.</returns>
    Task<string?> Send(WebhookEndpoint to, StoredCallEvent stored);
}
