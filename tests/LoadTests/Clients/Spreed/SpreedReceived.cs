using System.Text.Json;

namespace FChat.LoadTests.Clients.Spreed;

/// <summary>The body of a <c>message</c>: what another session sent to this one, or to its room.</summary>
public readonly ref struct SpreedReceived
{
    /// <summary>Who sent it.</summary>
    public ReadOnlySpan<byte> User { get; private init; }

    /// <summary>What was sent, as raw JSON.</summary>
    public ReadOnlySpan<byte> Data { get; private init; }

    /// <summary>Whether it was sent to everybody in the room.</summary>
    public bool IsToRoom { get; private init; }

    /// <summary>Reads a body.</summary>
    public static SpreedReceived Read(ReadOnlySpan<byte> body)
    {
        ReadOnlySpan<byte> user = default, data = default;
        var toRoom = false;
        var reader = new Utf8JsonReader(body);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("data"u8))
            {
                reader.Read();
                data = HubRecord.Raw(ref reader, body);
            }
            else if (reader.ValueTextEquals("sender"u8))
            {
                reader.Read();
                ReadSender(ref reader, ref user, ref toRoom);
            }
            else
            {
                reader.Skip();
            }
        }

        return new SpreedReceived { User = user, Data = data, IsToRoom = toRoom };
    }

    private static void ReadSender(ref Utf8JsonReader reader, ref ReadOnlySpan<byte> user, ref bool toRoom)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (isUser, isType) = (reader.ValueTextEquals("userid"u8), reader.ValueTextEquals("type"u8));
            reader.Read();
            if (isUser)
            {
                user = reader.ValueSpan;
            }
            else if (isType)
            {
                toRoom = reader.ValueTextEquals("room"u8);
            }
            else
            {
                reader.Skip();
            }
        }
    }
}
