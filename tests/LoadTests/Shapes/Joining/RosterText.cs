using System.Text.Json;

namespace FChat.LoadTests.Shapes.Joining;

/// <summary>Hears of one user who is in the call.</summary>
public delegate void JoinedUser(ReadOnlySpan<byte> user);

/// <summary>What any text about a call says of its roster: an answer to a joining, a page of participants, an event.</summary>
public ref struct RosterText
{
    private ReadOnlySpan<byte> _user;
    private bool _isJoined;

    /// <summary>The call, where it is named.</summary>
    public ReadOnlySpan<byte> Call { get; private set; }

    /// <summary>The number that the text stands at, if it has one.</summary>
    public long? Seq { get; private set; }

    /// <summary>Participants that the text lists, of whatever status.</summary>
    public int Listed { get; private set; }

    /// <summary>Participants that there are, listed or not; 0 if the text does not say.</summary>
    public int Total { get; private set; }

    /// <summary>Reads a text to its end and names everybody in it whose status is <c>Joined</c>.</summary>
    public static RosterText Read(ReadOnlySpan<byte> json, JoinedUser joined)
    {
        var text = default(RosterText);
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    text.Begin();
                    break;
                case JsonTokenType.EndObject:
                    text.End(joined);
                    break;
                case JsonTokenType.PropertyName:
                    text.Take(ref reader, json);
                    break;
            }
        }

        return text;
    }

    private void Begin()
    {
        _user = default;
        _isJoined = false;
    }

    // An object with a user is a participant; none has objects inside.
    private void End(JoinedUser joined)
    {
        if (_user.IsEmpty)
        {
            return;
        }

        Listed++;
        if (_isJoined)
        {
            joined(_user);
        }

        Begin();
    }

    private void Take(scoped ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        if (reader.ValueTextEquals("user"u8))
        {
            _user = Text(ref reader, json);
        }
        else if (reader.ValueTextEquals("status"u8))
        {
            _isJoined = Text(ref reader, json).SequenceEqual("Joined"u8);
        }
        else if (reader.ValueTextEquals("call_session_id"u8))
        {
            Call = Text(ref reader, json);
        }
        else if (reader.ValueTextEquals("seq"u8))
        {
            reader.Read();
            Seq = reader.GetInt64();
        }
        else if (reader.ValueTextEquals("participants_total"u8) || reader.ValueTextEquals("total"u8))
        {
            reader.Read();
            Total = reader.GetInt32();
        }
    }

    // Names and ids have no escapes.
    private static ReadOnlySpan<byte> Text(scoped ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        reader.Read();
        var start = (int)reader.TokenStartIndex;
        return json[(start + 1)..((int)reader.BytesConsumed - 1)];
    }
}
