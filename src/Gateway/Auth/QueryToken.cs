using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;

namespace FChat.Gateway.Auth;

/// <summary>A token that came in the query: browsers cannot send a header with a WebSocket.</summary>
internal sealed record QueryToken(string Value);

/// <summary>
/// Takes <c>access_token</c> out of every request's URL before anything can write it down: the host logs and traces URLs before any middleware runs.
/// Only the hub's authentication looks at what was taken.
/// </summary>
internal sealed class TokenHidingContextFactory(IServiceProvider services) : IHttpContextFactory
{
    private const string Parameter = "access_token";
    private readonly DefaultHttpContextFactory plain = new(services);

    public HttpContext Create(IFeatureCollection featureCollection)
    {
        var request = featureCollection.GetRequiredFeature<IHttpRequestFeature>();
        if (request.QueryString.Contains(Parameter, StringComparison.OrdinalIgnoreCase) || request.QueryString.Contains('%'))
        {
            Hide(request, featureCollection);
        }

        return plain.Create(featureCollection);
    }

    public void Dispose(HttpContext httpContext) => plain.Dispose(httpContext);

    private static void Hide(IHttpRequestFeature request, IFeatureCollection features)
    {
        var query = QueryHelpers.ParseQuery(request.QueryString);
        if (!query.Remove(Parameter, out var token))
        {
            return;
        }

        features.Set(new QueryToken(token.ToString()));
        request.QueryString = QueryString.Create(query).Value ?? "";
        request.RawTarget = request.Path + request.QueryString;
    }
}
