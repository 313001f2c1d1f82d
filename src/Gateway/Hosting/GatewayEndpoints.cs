using FChat.Auth;
using FChat.Gateway.Auth;
using FChat.Gateway.Http;
using FChat.Gateway.Hubs;
using FChat.Gateway.Pages;
using FChat.Gateway.RateLimits;
using FChat.Gateway.Sockets;
using Microsoft.Extensions.Options;

namespace FChat.Gateway.Hosting;

/// <summary>Opens a gateway's doors.</summary>
public static class GatewayEndpoints
{
    /// <summary>Maps the hub, the operations by HTTP and the pages.</summary>
    public static WebApplication MapFChatGateway(this WebApplication app)
    {
        if (app.Services.GetRequiredService<IOptions<ProxyOptions>>().Value.IsAnyKnown)
        {
            app.UseForwardedHeaders();
        }

        app.UseMiddleware<SecurityHeaders>();
        app.UseManagement();
        app.UsePageFiles();
        app.UseMiddleware<AddressGuard>();
        app.UseRouting();
        app.UseCors(policy => policy
            .WithOrigins([.. app.Services.GetRequiredService<IOptions<BrowserOptions>>().Value.Origins])
            .AllowAnyHeader().WithMethods(HttpMethods.Get, HttpMethods.Post).AllowCredentials());
        app.UseMiddleware<OriginGuard>();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseMiddleware<ConnectionGuard>();
        app.UseWebSockets();
        app.UseMiddleware<SocketDoor>();
        app.MapDoors();
        app.MapHealth();
        app.MapOpenApiPages();
        return app;
    }

    private static void MapDoors(this WebApplication app)
    {
        app.MapHub<CallHub>(Doors.Hub, connection => connection.CloseOnAuthenticationExpiration = true).RequireAuthorization();
        var operations = app.Services.GetRequiredService<MethodEndpoint>();
        app.Map(Doors.Method + "/{**method}", operations.Answer).RequireAuthorization();
        if (app.Services.GetRequiredService<IOptions<AuthOptions>>().Value.DevelopmentTokens)
        {
            app.MapPost(Doors.DevelopmentToken, app.Services.GetRequiredService<DevelopmentTokens>().Answer);
        }
    }
}
