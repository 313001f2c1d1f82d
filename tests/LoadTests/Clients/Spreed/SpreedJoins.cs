using System.Text.Json;

namespace FChat.LoadTests.Clients.Spreed;

/// <summary>The body of an <c>event</c>, if it tells of sessions that joined the room.</summary>
public static class SpreedJoins
{
    /// <summary>Hears of one user who is in the room.</summary>
    public delegate void Joined(ReadOnlySpan<byte> user);

    /// <summary>Names the users of all sessions that joined; none if the event is of another kind.</summary>
    public static void Read(ReadOnlySpan<byte> body, Joined joined)
    {
        var reader = new Utf8JsonReader(body);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isJoin = reader.ValueTextEquals("join"u8);
            reader.Read();
            if (isJoin && reader.TokenType == JsonTokenType.StartArray)
            {
                ReadSessions(ref reader, joined);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private static void ReadSessions(ref Utf8JsonReader reader, Joined joined)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isUser = reader.ValueTextEquals("userid"u8);
                reader.Read();
                if (isUser)
                {
                    joined(reader.ValueSpan);
                }
                else
                {
                    reader.Skip();
                }
            }
        }
    }
}
