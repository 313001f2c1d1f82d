using System.Text.Json;

namespace FChat.LoadTests.Clients.Spreed;

/// <summary>One message of the standalone signaling API 1.0, its body still raw: <c>{"type": T, T: {…}}</c>.</summary>
public readonly ref struct SpreedMessage
{
    /// <summary>The kind of message.</summary>
    public ReadOnlySpan<byte> Type { get; private init; }

    /// <summary>The object that goes with it, as raw JSON; empty if there is none.</summary>
    public ReadOnlySpan<byte> Body { get; private init; }

    /// <summary>Takes a message apart.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public static SpreedMessage Read(ReadOnlySpan<byte> message)
    {
        ReadOnlySpan<byte> type = default, body = default;
        var reader = new Utf8JsonReader(message);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isType = reader.ValueTextEquals("type"u8);
            reader.Read();
            if (isType)
            {
                type = reader.ValueSpan;
            }
            else if (reader.TokenType == JsonTokenType.StartObject)
            {
                body = HubRecord.Raw(ref reader, message);
            }
            else
            {
                reader.Skip();
            }
        }

        return new SpreedMessage { Type = type, Body = body };
    }
}
