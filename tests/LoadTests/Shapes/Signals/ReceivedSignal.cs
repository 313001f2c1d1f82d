using System.Text.Json;
using FChat.LoadTests.Clients;

namespace FChat.LoadTests.Shapes.Signals;

/// <summary>The fields of a <c>webrtc_signal</c> that are checked.</summary>
public readonly ref struct ReceivedSignal
{
    /// <summary>The sender.</summary>
    public ReadOnlySpan<byte> From { get; private init; }

    /// <summary><c>signal_data</c> as raw JSON.</summary>
    public ReadOnlySpan<byte> Content { get; private init; }

    /// <summary><c>signal_seq</c>.</summary>
    public long Seq { get; private init; }

    /// <summary>A signal without a number.</summary>
    public static ReceivedSignal Of(ReadOnlySpan<byte> from, ReadOnlySpan<byte> content) => new() { From = from, Content = content };

    /// <summary>Reads an event's argument.</summary>
    public static ReceivedSignal Read(ReadOnlySpan<byte> argument)
    {
        ReadOnlySpan<byte> from = default, content = default;
        var seq = 0L;
        var reader = new Utf8JsonReader(argument);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.ValueSpan;
            reader.Read();
            if (name.SequenceEqual("from_user"u8))
            {
                from = reader.ValueSpan;
            }
            else if (name.SequenceEqual("signal_data"u8))
            {
                content = HubRecord.Raw(ref reader, argument);
            }
            else if (name.SequenceEqual("signal_seq"u8))
            {
                seq = reader.GetInt64();
            }
            else
            {
                reader.Skip();
            }
        }

        return new ReceivedSignal { From = from, Content = content, Seq = seq };
    }
}
