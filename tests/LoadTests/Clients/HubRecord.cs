using System.Text.Json;

namespace FChat.LoadTests.Clients;

/// <summary>One message of the JSON hub protocol, its parts still raw.</summary>
public readonly ref struct HubRecord
{
    public const int Invocation = 1;
    public const int Completion = 3;
    public const int KeepAlive = 6;
    public const int Closing = 7;

    private HubRecord(int type, ReadOnlySpan<byte> target, ReadOnlySpan<byte> id, ReadOnlySpan<byte> body, ReadOnlySpan<byte> error)
    {
        Type = type;
        Target = target;
        Id = id;
        Body = body;
        Error = error;
    }

    /// <summary>The kind of message; 0: none was named (the answer to the handshake).</summary>
    public int Type { get; }

    /// <summary>The event's name.</summary>
    public ReadOnlySpan<byte> Target { get; }

    /// <summary>The invocation's id.</summary>
    public ReadOnlySpan<byte> Id { get; }

    /// <summary>The event's first argument, or the invocation's result, as raw JSON.</summary>
    public ReadOnlySpan<byte> Body { get; }

    /// <summary>What the server says it died of.</summary>
    public ReadOnlySpan<byte> Error { get; }

    /// <summary>Whether a completion says that the operation was done. A bare hub says so by nothing, or null.</summary>
    public bool IsAccepted => Error.IsEmpty && (Body.IsEmpty || Body.SequenceEqual("null"u8) || IsOk(Body));

    /// <summary>Takes a record apart.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public static HubRecord Read(ReadOnlySpan<byte> record)
    {
        var type = 0;
        ReadOnlySpan<byte> target = default, id = default, body = default, error = default;
        var reader = new Utf8JsonReader(record);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.ValueSpan;
            reader.Read();
            if (name.SequenceEqual("type"u8))
            {
                type = reader.GetInt32();
            }
            else if (name.SequenceEqual("target"u8))
            {
                target = reader.ValueSpan;
            }
            else if (name.SequenceEqual("arguments"u8))
            {
                body = FirstOf(ref reader, record);
            }
            else if (name.SequenceEqual("invocationId"u8))
            {
                id = reader.ValueSpan;
            }
            else if (name.SequenceEqual("result"u8))
            {
                body = Raw(ref reader, record);
            }
            else if (name.SequenceEqual("error"u8))
            {
                error = reader.ValueSpan;
            }
            else
            {
                reader.Skip();
            }
        }

        return new HubRecord(type, target, id, body, error);
    }

    /// <summary>The raw JSON of the value that the reader stands on; the reader then stands on its end.</summary>
    public static ReadOnlySpan<byte> Raw(scoped ref Utf8JsonReader reader, ReadOnlySpan<byte> source)
    {
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return source[start..(int)reader.BytesConsumed];
    }

    private static bool IsOk(ReadOnlySpan<byte> result)
    {
        var reader = new Utf8JsonReader(result);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isOk = reader.ValueTextEquals("ok"u8);
            reader.Read();
            if (isOk)
            {
                return reader.GetBoolean();
            }

            reader.Skip();
        }

        return false;
    }

    private static ReadOnlySpan<byte> FirstOf(scoped ref Utf8JsonReader reader, ReadOnlySpan<byte> source)
    {
        ReadOnlySpan<byte> first = default;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var value = Raw(ref reader, source);
            first = first.IsEmpty ? value : first;
        }

        return first;
    }
}
