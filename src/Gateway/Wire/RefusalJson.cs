using System.Text.Json;

namespace FChat.Gateway.Wire;

/// <summary>Writes a refusal's <c>error</c> object.</summary>
internal static class RefusalJson
{
    /// <summary><c>{"code":…,"message":…,"details":{…}?}</c></summary>
    public static void WriteError(this Utf8JsonWriter writer, Refusal refusal)
    {
        writer.WriteStartObject();
        writer.WriteString("code"u8, ErrorCodes.All[refusal.Code].Word);
        writer.WriteString("message"u8, refusal.Message);
        if (HasDetails(refusal))
        {
            writer.WriteStartObject("details"u8);
            WriteDetails(writer, refusal);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static bool HasDetails(Refusal refusal) =>
        refusal is not { Field: null, Call: null, EndReason: null, Reason: null, Limit: null, RetryAfterMs: null, Publishers: null };

    private static void WriteDetails(Utf8JsonWriter writer, Refusal refusal)
    {
        if (refusal.Field is { } field)
        {
            writer.WriteString("field"u8, field);
        }

        if (refusal.Call is { } call)
        {
            writer.WriteString("call_session_id"u8, call.Value);
        }

        if (refusal.EndReason is { } end)
        {
            writer.WriteString("end_reason"u8, Words.Of(end));
        }

        if (refusal.Reason is { } reason)
        {
            writer.WriteString("reason"u8, Words.Of(reason));
        }

        if (refusal.Publishers is { } publishers)
        {
            writer.WriteStartArray("publishers"u8);
            foreach (var publisher in publishers)
            {
                writer.WriteStringValue(publisher.Value);
            }

            writer.WriteEndArray();
        }

        if (refusal.Limit is { } limit)
        {
            writer.WriteNumber("limit"u8, limit);
        }

        if (refusal.RetryAfterMs is { } pause)
        {
            writer.WriteNumber("retry_after_ms"u8, pause);
        }
    }
}
