using FChat.Hosting;

namespace FChat.Gateway.Pages;

/// <summary>Metrics for Prometheus, on a port of their own, where one is configured.</summary>
internal static class Management
{
    /// <summary>Adds the meters and the port.</summary>
    public static WebApplicationBuilder AddManagement(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<ManagementOptions>().BindConfiguration(ManagementOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        if (PortOf(builder.Configuration) is not { } port)
        {
            return builder;
        }

        var urls = builder.Configuration[WebHostDefaults.ServerUrlsKey] ?? "http://localhost:5000";
        builder.WebHost.UseUrls($"{urls};http://*:{port}");
        builder.AddMeters();
        return builder;
    }

    /// <summary>Maps <c>/metrics</c> on the management port only.</summary>
    public static void MapManagement(this WebApplication app)
    {
        if (PortOf(app.Configuration) is { } port)
        {
            app.MapPrometheusScrapingEndpoint().RequireHost($"*:{port}");
        }
    }

    private static int? PortOf(IConfiguration configuration) =>
        configuration.GetSection(ManagementOptions.Section).GetValue<int>(nameof(ManagementOptions.Port)) is var port and > 0 ? port : null;
}
