using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;

namespace FChat.Gateway.Pages;

/// <summary>
/// Serves the call page that the build puts beside the assembly (<c>wwwroot/</c>, see Client.targets): the same for
/// <c>dotnet run</c>, a start from bin and a published copy, whatever the working directory is. Without a built page
/// nothing is served and the service works on.
/// </summary>
public static class PageFiles
{
    /// <summary>Answers <c>GET /</c> with the page and its files with their types. Idempotent per application.</summary>
    public static IApplicationBuilder UsePageFiles(this IApplicationBuilder app)
    {
        var root = Path.Combine(AppContext.BaseDirectory, "wwwroot");
        if (!System.IO.Directory.Exists(root))
        {
            return app;
        }

        var files = new PhysicalFileProvider(root);
        return app
            .UseDefaultFiles(new DefaultFilesOptions { FileProvider = files })
            .UseStaticFiles(new StaticFileOptions { FileProvider = files, OnPrepareResponse = SetHeaders });
    }

    /// <summary>Names under <c>assets/</c> carry a hash of the content, so they never change; the page itself is asked for anew.</summary>
    private static void SetHeaders(StaticFileResponseContext context)
    {
        var hashed = context.Context.Request.Path.StartsWithSegments("/assets", StringComparison.Ordinal);
        context.Context.Response.Headers.CacheControl = hashed ? "public, max-age=31536000, immutable" : "no-cache";
    }
}
