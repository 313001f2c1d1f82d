using System.Reflection;
using FChat.Gateway.Lease;

namespace FChat.Gateway.Pages;

/// <summary>What machines ask a gateway about itself.</summary>
internal static class HealthPages
{
    /// <summary>Maps <c>/health/live</c>, <c>/health/ready</c> and <c>/version</c>.</summary>
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", static () => Results.Text("alive"));
        routes.MapGet("/health/ready", static (LeaseState lease) => lease.IsReady
            ? Results.Text("ready")
            : Results.Text("not ready: the cluster does not know this gateway, or it is going away", statusCode: StatusCodes.Status503ServiceUnavailable));
        routes.MapGet("/version", static () => Results.Text($$"""{"version":"{{Version}}","protocol":1}""", "application/json"));
    }

    /// <summary>The product's version.</summary>
    public static string Version { get; } =
        typeof(HealthPages).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0.0.0";
}
