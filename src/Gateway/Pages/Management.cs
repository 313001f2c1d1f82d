using FChat.Hosting;

namespace FChat.Gateway.Pages;

/// <summary>Metrics for Prometheus, on a port of their own, where one is configured.</summary>
internal static class Management
{
    private const string Metrics = "/metrics";

    /// <summary>Adds the meters and the port.</summary>
    public static WebApplicationBuilder AddManagement(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<ManagementOptions>().BindConfiguration(ManagementOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        if (PortOf(builder.Configuration) is not { } port)
        {
            return builder;
        }

        builder.Listen(port);
        builder.AddMeters();
        return builder;
    }

    /// <summary>Answers <c>/metrics</c> to whoever came by the management port. Which port a request names in its <c>Host</c> header means nothing: anybody may write there what they like.</summary>
    public static void UseManagement(this WebApplication app)
    {
        if (PortOf(app.Configuration) is { } port)
        {
            app.UseOpenTelemetryPrometheusScrapingEndpoint(http => http.Connection.LocalPort == port && http.Request.Path == Metrics);
        }
    }

    // Where Kestrel's own section says what to listen on, it does not look at the list of addresses.
    private static void Listen(this WebApplicationBuilder builder, int port)
    {
        if (builder.Configuration.GetSection("Kestrel:Endpoints").Exists())
        {
            builder.WebHost.ConfigureKestrel(server => server.ListenAnyIP(port));
            return;
        }

        var urls = builder.Configuration[WebHostDefaults.ServerUrlsKey] ?? "http://localhost:5000";
        builder.WebHost.UseUrls($"{urls};http://*:{port}");
    }

    private static int? PortOf(IConfiguration configuration) =>
        configuration.GetSection(ManagementOptions.Section).GetValue<int>(nameof(ManagementOptions.Port)) is var port and > 0 ? port : null;
}
