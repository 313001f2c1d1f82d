using FChat.Auth;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Dashboard;
using Orleans.Hosting;

namespace FChat.Dashboard;

/// <summary>Puts Orleans' dashboard behind the role <c>ops</c>, where it is switched on: of its own it asks nobody who they are.</summary>
public static class OperatorDashboard
{
    private const string Path = "/dashboard";

    /// <summary>Adds it, and whose tokens open it.</summary>
    public static void AddOperatorDashboard(this IHostApplicationBuilder builder)
    {
        if (!IsOn(builder.Configuration))
        {
            return;
        }

        builder.Services.AddTokens<DashboardTokens>();

        // Not the log: it is written where logs are read, and not everybody who may see the one may see the other.
        builder.UseOrleans(orleans => orleans.AddDashboard(dashboard => dashboard.HideTrace = true));
    }

    /// <summary>Maps it.</summary>
    public static void MapOperatorDashboard(this WebApplication app)
    {
        if (IsOn(app.Configuration))
        {
            app.Use(KeptToItself);
            app.MapOrleansDashboard(Path).RequireAuthorization(TokenServices.Operators);
        }
    }

    private static bool IsOn(IConfiguration configuration) => configuration.GetValue<bool>($"{DashboardOptions.Section}:{nameof(DashboardOptions.Enabled)}");

    private static Task KeptToItself(HttpContext http, RequestDelegate next)
    {
        http.Response.Headers.ContentSecurityPolicy = "frame-ancestors 'none'";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        return next(http);
    }
}
