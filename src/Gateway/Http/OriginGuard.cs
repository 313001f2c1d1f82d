using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace FChat.Gateway.Http;

/// <summary>Refuses requests that a page of another origin made a browser send, unless the origin is allowed. WebSockets are not bound by CORS, so this is.</summary>
internal sealed class OriginGuard(RequestDelegate next, IOptions<BrowserOptions> options)
{
    private static readonly Refusal Foreign = Refusal.Forbidden("pages of allowed origins");
    private readonly HashSet<string> allowed = [.. options.Value.Origins];

    /// <summary>Passes the request on, or refuses it.</summary>
    public Task InvokeAsync(HttpContext http)
    {
        var origin = http.Request.Headers[HeaderNames.Origin].ToString();
        return origin.Length == 0 || IsOwn(http, origin) || allowed.Contains(origin) ? next(http) : HttpAnswer.Write(http, Foreign);
    }

    // Where it is known that the request came by HTTPS, a page in the clear is another origin: anybody on the way could have written it.
    private static bool IsOwn(HttpContext http, string origin) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && !http.Request.IsHttps))
        && string.Equals(uri.Authority, http.Request.Host.Value, StringComparison.OrdinalIgnoreCase);
}
