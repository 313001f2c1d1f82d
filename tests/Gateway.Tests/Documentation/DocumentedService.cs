using FChat.Gateway.Hosting;
using FChat.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Xunit;

namespace FChat.Tests.Documentation;

/// <summary>The service in one process as the documents describe it: a free port, an empty database, development tokens.</summary>
public sealed class DocumentedService : IAsyncLifetime
{
    private readonly string folder = System.IO.Directory.CreateTempSubdirectory("fchat").FullName;
    private WebApplication? app;

    /// <summary>Where it listens.</summary>
    public string Address => app!.Urls.Single();

    /// <summary>What it is made of.</summary>
    public IServiceProvider Services => app!.Services;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Development", ContentRootPath = folder });
        builder.AddDefaults(
        [
            new("Urls", "http://127.0.0.1:0"),
            new("Sqlite:Path", Path.Combine(folder, "fchat.db")),
            new("Auth:DevelopmentTokens", "true"),
        ]);
        builder.Logging.ClearProviders();
        builder.AddFChatStandaloneSilo();
        builder.AddFChatGateway();
        builder.AddTraces("fchat");
        app = builder.Build();
        app.MapFChatGateway();
        await app.StartAsync(TestContext.Current.CancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (app is not null)
        {
            await app.DisposeAsync();
        }

        System.IO.Directory.Delete(folder, recursive: true);
    }
}
