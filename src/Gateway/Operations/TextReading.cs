using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace FChat.Gateway.Operations;

/// <summary>Reads strings without trusting their length or their escapes.</summary>
internal static class TextReading
{
    private const int LongestEscape = 6;

    /// <summary>Reads the string at the reader's token. False when it is none, is longer than <paramref name="longest"/> UTF-16 units, or has a lone surrogate.</summary>
    public static bool TryRead(ref Utf8JsonReader reader, int longest, [NotNullWhen(true)] out string? text)
    {
        text = null;
        if (reader.TokenType != JsonTokenType.String || reader.ValueSpan.Length > (long)longest * LongestEscape)
        {
            return false;
        }

        return TryGet(ref reader, out text) && text.Length <= longest;
    }

    /// <summary>The string at the reader's token; false for a lone surrogate, which no string on the wire may hold.</summary>
    public static bool TryGet(ref Utf8JsonReader reader, [NotNullWhen(true)] out string? text)
    {
        try
        {
            text = reader.GetString()!;
            return true;
        }
        catch (InvalidOperationException)
        {
            text = null;
            return false;
        }
    }
}
