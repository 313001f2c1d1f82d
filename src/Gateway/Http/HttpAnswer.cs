using System.Buffers;
using System.Globalization;
using System.Text.Json;
using FChat.Gateway.Operations;
using FChat.Gateway.Wire;

namespace FChat.Gateway.Http;

/// <summary>Writes answers as Frappe's clients expect them: <c>{"message":…}</c>, or <c>{"exc_type":…,"error":…}</c> with its status.</summary>
internal static class HttpAnswer
{
    /// <summary>The content type of every answer.</summary>
    public const string Json = "application/json; charset=utf-8";

    /// <summary>Writes the answer; a refusal with the status of its code, or with <paramref name="status"/>. Who waits for it to be written is told, be the client still there or not.</summary>
    public static async Task Write(HttpContext http, Answer answer, int? status = null)
    {
        try
        {
            await Send(http, answer, status);
        }
        finally
        {
            answer.AfterWritten?.Invoke();
        }
    }

    private static async Task Send(HttpContext http, Answer answer, int? status)
    {
        var response = http.Response;
        response.ContentType = Json;
        response.Headers.CacheControl = "no-store";
        if (answer.Refusal is { } refusal)
        {
            response.StatusCode = status ?? ErrorCodes.All[refusal.Code].Status;
            WriteRefusal(response, refusal);
        }
        else
        {
            WriteData(response, answer.Data.Span);
        }

        await response.BodyWriter.FlushAsync(http.RequestAborted);
    }

    private static void WriteData(HttpResponse response, ReadOnlySpan<byte> data)
    {
        response.BodyWriter.Write("{\"message\":"u8);
        response.BodyWriter.Write(data);
        response.BodyWriter.Write("}"u8);
    }

    private static void WriteRefusal(HttpResponse response, Refusal refusal)
    {
        if (refusal.RetryAfterMs is { } pause)
        {
            response.Headers.RetryAfter = ((pause + 999) / 1_000).ToString(CultureInfo.InvariantCulture);
        }

        using var writer = new Utf8JsonWriter(response.BodyWriter, WireJson.Writing);
        writer.WriteStartObject();
        writer.WriteString("exc_type"u8, ErrorCodes.All[refusal.Code].Word);
        writer.WritePropertyName("error"u8);
        writer.WriteError(refusal);
        writer.WriteEndObject();
    }
}
