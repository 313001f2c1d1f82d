using System.Text.Json;

namespace FChat.LoadTests.Shapes.Fanout;

/// <summary>What an event of a call says of its number and of one participant's microphone.</summary>
internal readonly ref struct MediaEvent
{
    /// <summary>The event's number; null if it has none.</summary>
    public long? Seq { get; private init; }

    /// <summary>Whether <c>updated</c> names the participant asked for, and once only.</summary>
    public int Entries { get; private init; }

    /// <summary>The participant's <c>muted</c>.</summary>
    public bool Muted { get; private init; }

    /// <summary>Reads an event's argument, looking for <paramref name="user"/>.</summary>
    public static MediaEvent Read(ReadOnlySpan<byte> argument, ReadOnlySpan<byte> user)
    {
        long? seq = null;
        var entries = 0;
        var muted = false;
        var reader = new Utf8JsonReader(argument);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("seq"u8))
            {
                reader.Read();
                seq = reader.GetInt64();
            }
            else if (reader.ValueTextEquals("updated"u8))
            {
                reader.Read();
                (entries, muted) = ReadEntries(ref reader, user);
            }
            else
            {
                reader.Skip();
            }
        }

        return new MediaEvent { Seq = seq, Entries = entries, Muted = muted };
    }

    private static (int Entries, bool Muted) ReadEntries(ref Utf8JsonReader reader, ReadOnlySpan<byte> user)
    {
        var (entries, last) = (0, false);
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            var (isUser, muted) = ReadEntry(ref reader, user);
            if (isUser && muted is { } flag)
            {
                entries++;
                last = flag;
            }
        }

        return (entries, last);
    }

    private static (bool IsUser, bool? Muted) ReadEntry(ref Utf8JsonReader reader, ReadOnlySpan<byte> user)
    {
        var isUser = false;
        bool? muted = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("user"u8))
            {
                reader.Read();
                isUser = reader.ValueTextEquals(user);
            }
            else if (reader.ValueTextEquals("muted"u8))
            {
                reader.Read();
                muted = reader.TokenType == JsonTokenType.Null ? null : reader.GetBoolean();
            }
            else
            {
                reader.Skip();
            }
        }

        return (isUser, muted);
    }
}
