using System.Text.Json;
using Microsoft.AspNetCore.Authentication.JwtBearer;

namespace FChat.LoadTests.Servers.BareHub;

/// <summary>The comparison: a plain SignalR host with JWT, JSON and no logging.</summary>
public static class BareHubServer
{
    /// <summary>Serves on the loopback <paramref name="port"/> until the process is told to end.</summary>
    public static async Task RunAsync(int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        var tokens = new DevelopmentTokens();
        builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(tokens.Configure);
        builder.Services.AddAuthorization();
        builder.Services.AddSignalR(hub => hub.MaximumReceiveMessageSize = 128 * 1024)
            .AddJsonProtocol(json => json.PayloadSerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower);

        var app = builder.Build();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapPost("/dev/token", (TokenRequest request) => new { token = tokens.Issue(request.User) });
        app.MapGet("/health/ready", () => Results.Ok());
        app.MapHub<RelayHub>("/hub");
        await app.RunAsync();
    }

    private sealed record TokenRequest(string User);
}
