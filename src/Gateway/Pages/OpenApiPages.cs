using System.Text.Json.Nodes;
using Scalar.AspNetCore;

namespace FChat.Gateway.Pages;

/// <summary>The OpenAPI document, made from the table of operations, and a page to read it.</summary>
internal static class OpenApiPages
{
    /// <summary>Where the readable page is.</summary>
    public const string Reference = "/scalar";

    private const string Document = "/openapi/v1.json";

    /// <summary>Maps both.</summary>
    public static void MapOpenApiPages(this IEndpointRouteBuilder routes)
    {
        var document = OpenApiDocument.Make().ToJsonString();
        routes.MapGet(Document, () => Results.Text(document, "application/json"));
        routes.MapScalarApiReference(Reference, options => options.WithTitle("FChat").DisableDefaultFonts().WithOpenApiRoutePattern(Document));
    }
}
