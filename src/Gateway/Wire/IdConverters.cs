using System.Text.Json;
using System.Text.Json.Serialization;

namespace FChat.Gateway.Wire;

/// <summary>Writes an id as its text. Requests are read field by field elsewhere, with their bounds.</summary>
internal abstract class IdConverter<T>(Func<T, string> text) : JsonConverter<T>
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Ids are only written here.");

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(text(value));
}

internal sealed class UserIdConverter() : IdConverter<UserId>(id => id.Value);

internal sealed class RoomIdConverter() : IdConverter<RoomId>(id => id.Value);

internal sealed class CallIdConverter() : IdConverter<CallId>(id => id.Value);

/// <summary>Writes a time in UTC with <c>Z</c> (RFC 3339).</summary>
internal sealed class UtcTimeConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(value.UtcDateTime);
}

/// <summary>Writes a signal's payload as it came.</summary>
internal sealed class SignalPayloadConverter : JsonConverter<Calls.SignalPayload>
{
    public override Calls.SignalPayload Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Payloads are only written here.");

    public override void Write(Utf8JsonWriter writer, Calls.SignalPayload value, JsonSerializerOptions options) =>
        writer.WriteRawValue(value.Utf8Json, skipInputValidation: true);
}
