using System.Globalization;
using FChat.Gateway.Http;
using Microsoft.Extensions.Options;

namespace FChat.Gateway.Pages;

/// <summary>Headers that keep the service's pages to themselves: https://www.w3.org/TR/CSP3/.</summary>
internal sealed class SecurityHeaders(RequestDelegate next, IOptions<BrowserOptions> browsers)
{
    private const string Strict =
        "default-src 'self'; img-src 'self' data: blob:; media-src 'self' blob: mediastream:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    // The page that shows the OpenAPI document starts itself by this one script in the page, and styles itself at run time.
    private const string ForReference =
        "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; script-src 'self' 'sha256-y6JQHVzSttOSX0Eip2JCFzrRcgH+q6FbnVKdRbWh+w8='; font-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";

    // As the host sends it over HTTPS, by itself or through a trusted proxy; in the clear it would mean nothing (RFC 6797, 7.2).
    private readonly string? onlySecure = browsers.Value.HstsMaxAge is var age && age > TimeSpan.Zero
        ? string.Create(CultureInfo.InvariantCulture, $"max-age={(long)age.TotalSeconds}")
        : null;

    /// <summary>Adds them to every answer.</summary>
    public Task InvokeAsync(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = http.Request.Path.StartsWithSegments(OpenApiPages.Reference, StringComparison.Ordinal) ? ForReference : Strict;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Permissions-Policy"] = "camera=(self), microphone=(self), display-capture=(self), geolocation=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        if (onlySecure is not null && http.Request.IsHttps && http.Request.Host.Host != "localhost")
        {
            headers.StrictTransportSecurity = onlySecure;
        }

        return next(http);
    }
}
