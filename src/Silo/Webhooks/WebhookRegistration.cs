using Microsoft.Extensions.DependencyInjection;

namespace FChat.Webhooks;

/// <summary>Registers the way to receivers.</summary>
internal static class WebhookRegistration
{
    // A redirect would take the event, and its signature, to somebody who was not named; a cookie would tell receivers of each other.
    public static IServiceCollection AddWebhookSender(this IServiceCollection services)
    {
        services.AddHttpClient(HttpWebhookSender.Client)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
            .RemoveAllLoggers();
        return services.AddSingleton<IWebhookSender, HttpWebhookSender>();
    }
}
