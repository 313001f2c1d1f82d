using System.Text.Json;
using System.Text.Unicode;
using FChat.Gateway.Operations;
using FChat.Gateway.Wire;

namespace FChat.Gateway.Hubs;

/// <summary>
/// Finds the invocation id of a JSON frame that cannot be read, so that whoever waits for its answer gets one. It looks at strings and brackets and at nothing else:
/// whatever is wrong elsewhere does not matter.
/// </summary>
internal static class InvocationIdSearch
{
    private static ReadOnlySpan<byte> Name => "\"invocationId\""u8;

    /// <summary>The id; null if there is none that could be answered.</summary>
    public static string? In(ReadOnlySpan<byte> frame)
    {
        var depth = 0;
        for (var rest = frame; !rest.IsEmpty;)
        {
            var text = StringAt(rest);
            if (depth == 1 && text.SequenceEqual(Name) && ValueAfterColon(rest[text.Length..]) is { } id)
            {
                return id;
            }

            depth += rest[0] switch
            {
                (byte)'{' or (byte)'[' => 1,
                (byte)'}' or (byte)']' => -1,
                _ => 0,
            };
            rest = rest[Math.Max(1, text.Length)..];
        }

        return null;
    }

    /// <summary>The string that begins here, with its quotes; one that does not end goes to the end. Empty: there begins none.</summary>
    private static ReadOnlySpan<byte> StringAt(ReadOnlySpan<byte> rest)
    {
        if (rest.IsEmpty || rest[0] != '"')
        {
            return [];
        }

        for (var i = 1; i < rest.Length; i++)
        {
            if (rest[i] == '"')
            {
                return rest[..(i + 1)];
            }

            i += rest[i] == '\\' ? 1 : 0;
        }

        return rest;
    }

    private static string? ValueAfterColon(ReadOnlySpan<byte> rest)
    {
        rest = rest.TrimStart(" \t\r\n"u8);
        return rest.IsEmpty || rest[0] != ':' ? null : Text(StringAt(rest[1..].TrimStart(" \t\r\n"u8)));
    }

    private static string? Text(ReadOnlySpan<byte> quoted)
    {
        try
        {
            var reader = new Utf8JsonReader(quoted, WireJson.Reading);
            return Utf8.IsValid(quoted) && reader.Read() && TextReading.TryRead(ref reader, InvocationReader.LongestInvocationId, out var text) ? text : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
