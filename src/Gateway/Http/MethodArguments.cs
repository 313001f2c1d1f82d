using FChat.Gateway.Operations;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace FChat.Gateway.Http;

/// <summary>Finds an operation's argument in an HTTP request: a JSON body, a form, or the query.</summary>
internal static class MethodArguments
{
    // Of a byte that is no letter or digit, three are made.
    private const int UrlEncodedGrowth = 3;
    private static readonly Refusal OtherType = new(ErrorCode.InvalidArgument, "The body must be JSON or a form.");
    private static readonly Refusal BadForm = new(ErrorCode.InvalidArgument, "The form cannot be read.");

    /// <summary>The argument's JSON text, or a refusal with its status.</summary>
    /// <param name="limit">Bytes of a body; a URL-encoded form may have what these can grow to.</param>
    public static async ValueTask<(ReadOnlyMemory<byte> Json, Refusal? Refusal, int? Status)> Read(HttpContext http, Operation operation, int limit)
    {
        var request = http.Request;
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        {
            return (FormJson.Of(operation, request.Query), null, null);
        }

        var hasBody = http.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody ?? true;
        if (!hasBody)
        {
            return (default, null, null);
        }

        var type = TypeOf(request);
        var body = await RequestBody.Read(http, type == BodyType.UrlEncoded ? UrlEncodedGrowth * limit : limit);
        if (body.Refusal is { } unread)
        {
            return (default, unread, null);
        }

        return type switch
        {
            BodyType.Json => (body.Json, null, null),
            BodyType.UrlEncoded or BodyType.Multipart => await ReadForm(http, operation, body.Json),
            _ => body.Json.IsEmpty ? (default, null, null) : (default, OtherType, StatusCodes.Status415UnsupportedMediaType),
        };
    }

    private static BodyType TypeOf(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type))
        {
            return BodyType.Other;
        }

        return type.MediaType.Value?.ToLowerInvariant() switch
        {
            "application/json" => BodyType.Json,
            "application/x-www-form-urlencoded" => BodyType.UrlEncoded,
            "multipart/form-data" => BodyType.Multipart,
            _ => BodyType.Other,
        };
    }

    private static async ValueTask<(ReadOnlyMemory<byte> Json, Refusal? Refusal, int? Status)> ReadForm(HttpContext http, Operation operation, ReadOnlyMemory<byte> body)
    {
        http.Request.Body = new MemoryStream(body.ToArray(), writable: false);
        try
        {
            return (FormJson.Of(operation, await http.Request.ReadFormAsync(http.RequestAborted)), null, null);
        }
        catch (Exception malformed) when (malformed is InvalidDataException or IOException or BadHttpRequestException)
        {
            return (default, BadForm, null);
        }
    }

    private enum BodyType
    {
        Other,
        Json,
        UrlEncoded,
        Multipart,
    }
}
