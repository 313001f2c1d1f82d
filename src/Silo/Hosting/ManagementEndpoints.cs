using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FChat.Hosting;

/// <summary>What a silo process shows to its platform. Not for the public: the port is one of its own.</summary>
public static class ManagementEndpoints
{
    /// <summary>Where they are, and that nobody wants to read of every visit, unless something else is configured.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> Defaults { get; } =
    [
        new("Urls", "http://localhost:8081"),
        new("Logging:LogLevel:Microsoft.AspNetCore", "Warning"),
    ];

    /// <summary>Maps <c>/health/live</c> (the process answers), <c>/health/ready</c> (the silo is active) and <c>/metrics</c> (Prometheus).</summary>
    public static void MapManagement(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
        endpoints.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains(SiloHealth.Readiness), ResponseWriter = Describe });
        endpoints.MapPrometheusScrapingEndpoint("/metrics");
    }

    // The whole in the first line, then a line for each check that is not well.
    private static Task Describe(HttpContext context, HealthReport report)
    {
        var unwell = report.Entries.Where(entry => entry.Value.Status != HealthStatus.Healthy).Select(entry => $"{entry.Key}: {entry.Value.Description}");
        context.Response.ContentType = "text/plain";
        return context.Response.WriteAsync(string.Join('\n', unwell.Prepend(report.Status.ToString())));
    }
}
