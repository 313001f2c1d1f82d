using System.Globalization;
using System.Text.Json;

namespace FChat.Gateway.Operations;

/// <summary>Compares names in JSON without making strings of them, and without exceptions: the reader's own comparison throws where an escape is half of a character.</summary>
internal static class EscapedText
{
    private const int UnicodeEscape = 6;

    /// <summary>Whether the string or name at the reader's token is this one, however it is escaped.</summary>
    /// <param name="ascii">The name; ASCII without control characters.</param>
    public static bool Is(this in Utf8JsonReader reader, ReadOnlySpan<byte> ascii) =>
        reader.ValueIsEscaped ? AreEqual(reader.ValueSpan, ascii) : reader.ValueSpan.SequenceEqual(ascii);

    // The reader has seen to it that escapes are whole.
    private static bool AreEqual(ReadOnlySpan<byte> escaped, ReadOnlySpan<byte> ascii)
    {
        foreach (var expected in ascii)
        {
            if (escaped.IsEmpty || Take(ref escaped) != expected)
            {
                return false;
            }
        }

        return escaped.IsEmpty;
    }

    // The next character; one that no name has stands for all others.
    private static int Take(ref ReadOnlySpan<byte> escaped)
    {
        var (length, character) = escaped switch
        {
            [(byte)'\\', (byte)'u', ..] => (UnicodeEscape, CodeUnit(escaped[2..UnicodeEscape])),
            [(byte)'\\', var other, ..] => (2, other is (byte)'"' or (byte)'\\' or (byte)'/' ? other : '\0'),
            [var plain, ..] => (1, plain),
            [] => (0, '\0'),
        };
        escaped = escaped[length..];
        return character;
    }

    private static int CodeUnit(ReadOnlySpan<byte> hex) => int.Parse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
