using System.Buffers;
using System.Text.Json;
using FChat.Gateway.Operations;
using FChat.Gateway.Wire;

namespace FChat.Gateway.Hubs;

/// <summary>An answer as the hub gives it: <c>{"ok":true,"data":…}</c> or <c>{"ok":false,"error":…}</c>.</summary>
internal sealed class HubAnswer
{
    internal HubAnswer(Answer answer) => Answer = answer;

    /// <summary>The answer of operations that have nothing to say.</summary>
    internal static HubAnswer Done { get; } = new(Answer.Done);

    internal Answer Answer { get; }

    /// <summary>Writes the answer's JSON text.</summary>
    internal void Write(IBufferWriter<byte> to)
    {
        if (Answer.Refusal is { } refusal)
        {
            using var writer = new Utf8JsonWriter(to, WireJson.Writing);
            writer.WriteStartObject();
            writer.WriteBoolean("ok"u8, false);
            writer.WritePropertyName("error"u8);
            writer.WriteError(refusal);
            writer.WriteEndObject();
        }
        else
        {
            to.Write("{\"ok\":true,\"data\":"u8);
            to.Write(Answer.Data.Span);
            to.Write("}"u8);
        }
    }
}
