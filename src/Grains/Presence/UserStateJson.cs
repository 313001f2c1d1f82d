using System.Text.Json.Serialization;
using FChat.Core.Presence;
using FChat.Durable;

namespace FChat.Presence;

/// <summary>How a user is stored: readable JSON, names in snake_case. A golden file guards it.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true,
    Converters = [typeof(CommandIdConverter)])]
[JsonSerializable(typeof(UserState))]
public sealed partial class UserStateJson : JsonSerializerContext;
