using System.Text.Json;
using System.Text.Json.Serialization;

namespace FChat.Durable;

/// <summary>Stores an id as its text, as a value and as a key of an object.</summary>
public abstract class IdConverter<TId>(Func<string, TId> make, Func<TId, string> text) : JsonConverter<TId>
{
    /// <inheritdoc/>
    public override TId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Make(ref reader);

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, TId value, JsonSerializerOptions options) => writer.WriteStringValue(text(value));

    /// <inheritdoc/>
    public override TId ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Make(ref reader);

    /// <inheritdoc/>
    public override void WriteAsPropertyName(Utf8JsonWriter writer, TId value, JsonSerializerOptions options) =>
        writer.WritePropertyName(text(value));

    private TId Make(ref Utf8JsonReader reader) => make(reader.GetString() ?? throw new JsonException("An id is text."));
}

/// <summary>Stores a <see cref="UserId"/>.</summary>
public sealed class UserIdConverter() : IdConverter<UserId>(t => new(t), i => i.Value);

/// <summary>Stores a <see cref="RoomId"/>.</summary>
public sealed class RoomIdConverter() : IdConverter<RoomId>(t => new(t), i => i.Value);

/// <summary>Stores a <see cref="CallId"/>.</summary>
public sealed class CallIdConverter() : IdConverter<CallId>(t => new(t), i => i.Value);

/// <summary>Stores a <see cref="GatewayId"/>.</summary>
public sealed class GatewayIdConverter() : IdConverter<GatewayId>(t => new(t), i => i.Value);

/// <summary>Stores a <see cref="ConnectionId"/>.</summary>
public sealed class ConnectionIdConverter() : IdConverter<ConnectionId>(t => new(t), i => i.Value);

/// <summary>Stores a <see cref="DeviceId"/>.</summary>
public sealed class DeviceIdConverter() : IdConverter<DeviceId>(t => new(t), i => i.Value);

/// <summary>Stores a <see cref="CommandId"/>.</summary>
public sealed class CommandIdConverter() : IdConverter<CommandId>(t => new(t), i => i.Value);
