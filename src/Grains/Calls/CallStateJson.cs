using System.Text.Json.Serialization;
using FChat.Core.Calls;
using FChat.Durable;

namespace FChat.Calls;

/// <summary>How a call is stored: readable JSON, names in snake_case, words as the protocol spells statuses. A golden file guards it.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true,
    Converters =
    [
        typeof(UserIdConverter), typeof(RoomIdConverter), typeof(CallIdConverter), typeof(GatewayIdConverter),
        typeof(ConnectionIdConverter), typeof(DeviceIdConverter), typeof(CommandIdConverter),
    ])]
[JsonSerializable(typeof(CallState))]
public sealed partial class CallStateJson : JsonSerializerContext;
