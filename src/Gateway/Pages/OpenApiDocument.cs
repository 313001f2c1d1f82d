using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using FChat.Gateway.Http;
using FChat.Gateway.Operations;
using FChat.Gateway.Wire;

namespace FChat.Gateway.Pages;

/// <summary>Describes the HTTP door in OpenAPI 3.1 (https://spec.openapis.org/oas/v3.1.0).</summary>
internal static class OpenApiDocument
{
    /// <summary>The document.</summary>
    public static JsonObject Make() => new()
    {
        ["openapi"] = "3.1.0",
        ["info"] = new JsonObject { ["title"] = "FChat", ["version"] = HealthPages.Version },
        ["security"] = new JsonArray(new JsonObject { ["bearer"] = new JsonArray() }),
        ["paths"] = new JsonObject(OperationTable.All.Select(operation =>
            KeyValuePair.Create<string, JsonNode?>($"{Doors.Method}/{Doors.MethodPrefix}{operation.Name}", PathOf(operation)))),
        ["components"] = new JsonObject
        {
            ["securitySchemes"] = new JsonObject
            {
                ["bearer"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer", ["bearerFormat"] = "JWT" },
            },
            ["schemas"] = new JsonObject { ["refusal"] = Refusal() },
        },
    };

    private static JsonObject PathOf(Operation operation)
    {
        var path = new JsonObject { ["post"] = Describe(operation, isGet: false) };
        if (operation.IsRead)
        {
            path["get"] = Describe(operation, isGet: true);
        }

        return path;
    }

    private static JsonObject Describe(Operation operation, bool isGet)
    {
        var described = new JsonObject
        {
            ["operationId"] = isGet ? $"get_{operation.Name}" : operation.Name,
            ["summary"] = operation.Name + (operation.IsForOperators ? " (role ops)" : ""),
            ["responses"] = Responses(operation),
        };
        if (isGet)
        {
            described["parameters"] = new JsonArray([.. operation.Fields.Select(Parameter)]);
        }
        else
        {
            described["requestBody"] = Body(operation);
        }

        return described;
    }

    private static JsonNode Parameter(Field field) => new JsonObject
    {
        ["name"] = field.Name,
        ["in"] = "query",
        ["required"] = field.IsRequired,
        ["schema"] = field.Kind.Schema(),
    };

    private static JsonObject Body(Operation operation)
    {
        var schema = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject(operation.Fields.Select(field => KeyValuePair.Create<string, JsonNode?>(field.Name, field.Kind.Schema()))),
            ["required"] = new JsonArray([.. operation.Fields.Where(field => field.IsRequired).Select(field => JsonValue.Create(field.Name))]),
        };
        return new JsonObject
        {
            ["content"] = new JsonObject
            {
                ["application/json"] = new JsonObject { ["schema"] = schema },
                ["application/x-www-form-urlencoded"] = new JsonObject { ["schema"] = schema.DeepClone() },
            },
        };
    }

    private static JsonObject Responses(Operation operation) => new()
    {
        ["200"] = Response("Done.", new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject { ["message"] = Data(operation) },
        }),
        ["default"] = Response("Refused.", new JsonObject { ["$ref"] = "#/components/schemas/refusal" }),
    };

    private static JsonNode Data(Operation operation) =>
        operation.Data is { } type ? WireJson.Options.GetJsonSchemaAsNode(type) : new JsonObject { ["type"] = "object" };

    private static JsonObject Response(string description, JsonObject schema) => new()
    {
        ["description"] = description,
        ["content"] = new JsonObject { ["application/json"] = new JsonObject { ["schema"] = schema } },
    };

    private static JsonObject Refusal() => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject
        {
            ["exc_type"] = new JsonObject { ["type"] = "string", ["enum"] = Codes() },
            ["error"] = new JsonObject
            {
                ["type"] = "object",
                ["properties"] = new JsonObject
                {
                    ["code"] = new JsonObject { ["type"] = "string", ["enum"] = Codes() },
                    ["message"] = new JsonObject { ["type"] = "string" },
                    ["details"] = new JsonObject { ["type"] = "object" },
                },
            },
        },
    };

    private static JsonArray Codes() => new([.. ErrorCodes.All.Values.Select(code => JsonValue.Create(code.Word))]);
}
