using System.Text.Json;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.SignalR;

namespace FChat.LoadTests.Servers.Hubs;

/// <summary>What all comparisons are served by: a plain SignalR host with JWT, JSON and no logging.</summary>
public static class HubHost
{
    /// <summary>Serves a hub on the loopback <paramref name="port"/> until the process is told to end.</summary>
    /// <param name="add">What it needs beside SignalR.</param>
    /// <param name="map">What it answers beside the hub.</param>
    public static async Task RunAsync<THub>(int port, Action<ISignalRServerBuilder>? add = null, Action<WebApplication>? map = null)
        where THub : Hub
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        var tokens = new DevelopmentTokens();
        builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(tokens.Configure);
        builder.Services.AddAuthorization();
        var signalR = builder.Services.AddSignalR(hub => hub.MaximumReceiveMessageSize = 128 * 1024)
            .AddJsonProtocol(json => json.PayloadSerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower);
        add?.Invoke(signalR);

        var app = builder.Build();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapPost("/dev/token", (TokenRequest request) => new { token = tokens.Issue(request.User) });
        app.MapGet("/health/ready", () => Results.Ok());
        app.MapHub<THub>("/hub");
        map?.Invoke(app);
        await app.RunAsync();
    }

    private sealed record TokenRequest(string User);
}
