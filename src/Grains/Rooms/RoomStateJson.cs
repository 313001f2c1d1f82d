using System.Text.Json.Serialization;
using FChat.Core.Rooms;
using FChat.Durable;

namespace FChat.Rooms;

/// <summary>How a room is stored: readable JSON, names in snake_case. A golden file guards it.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true,
    Converters = [typeof(UserIdConverter), typeof(RoomIdConverter), typeof(CallIdConverter), typeof(CommandIdConverter)])]
[JsonSerializable(typeof(RoomState))]
public sealed partial class RoomStateJson : JsonSerializerContext;
