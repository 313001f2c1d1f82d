using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;

namespace FChat.Gateway;

/// <summary>
/// Serves the call page that the build puts beside the assembly (<c>wwwroot/</c>, see Client.targets): the same for
/// <c>dotnet run</c>, a start from bin and a published copy, whatever the working directory is. Without a built page
/// nothing is served and the service works on.
/// </summary>
public static class PageFiles
{
    // The page needs its own files, its own service and the user's devices; nothing else may run or be reached.
    private const string ContentSecurityPolicy =
        "default-src 'self'; connect-src 'self' ws: wss:; img-src 'self' data: blob:; media-src 'self' blob: mediastream:; "
        + "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

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
        var headers = context.Context.Response.Headers;
        var hashed = context.Context.Request.Path.StartsWithSegments("/assets", StringComparison.Ordinal);
        headers.CacheControl = hashed ? "public, max-age=31536000, immutable" : "no-cache";
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers["Referrer-Policy"] = "no-referrer";
        headers["Permissions-Policy"] = "camera=(self), microphone=(self), display-capture=(self)";
    }
}
