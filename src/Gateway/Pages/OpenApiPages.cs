using System.Text.Json.Nodes;
using Scalar.AspNetCore;

namespace FChat.Gateway.Pages;

/// <summary>The OpenAPI document, made from the table of operations, and a page to read it.</summary>
internal static class OpenApiPages
{
    /// <summary>Where the readable page is.</summary>
    public const string Reference = "/scalar";

    private const string Document = "/openapi/v1.json";

    /// <summary>Maps both. The document is made for the first who asks: it takes a tenth of a start, and hardly anybody asks.</summary>
    public static void MapOpenApiPages(this IEndpointRouteBuilder routes)
    {
        var document = new Lazy<string>(() => OpenApiDocument.Make().ToJsonString());
        routes.MapGet(Document, () => Results.Text(document.Value, "application/json"));
        routes.MapScalarApiReference(Reference, options => options.WithTitle("FChat").DisableDefaultFonts().WithOpenApiRoutePattern(Document));
    }
}
