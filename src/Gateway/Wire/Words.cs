using System.Text.Json;
using System.Text.Json.Serialization;

namespace FChat.Gateway.Wire;

/// <summary>Words that the protocol spells as the code does: <c>Ringing</c>, <c>Audio</c>.</summary>
internal sealed class PascalWord<T>() : JsonStringEnumConverter<T>(namingPolicy: null, allowIntegerValues: false) where T : struct, Enum;

/// <summary>Words that the protocol spells in snake case: <c>no_answer</c>, <c>ice_candidate</c>.</summary>
internal sealed class SnakeWord<T>() : JsonStringEnumConverter<T>(Words.Snake, allowIntegerValues: false) where T : struct, Enum;

/// <summary>How code names become wire names.</summary>
internal static class Words
{
    /// <summary>The one naming policy of the wire.</summary>
    public static JsonNamingPolicy Snake => JsonNamingPolicy.SnakeCaseLower;

    /// <summary>A word of the code as the wire spells it in snake case.</summary>
    public static string Of<T>(T word) where T : struct, Enum => Snake.ConvertName(word.ToString());
}
