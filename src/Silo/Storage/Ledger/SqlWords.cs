using System.Text.Json;

namespace FChat.Storage.Ledger;

/// <summary>How words are spelled in SQL: as in the protocol.</summary>
internal static class SqlWords
{
    /// <summary>A status or type: <c>Connected</c>.</summary>
    public static string Name<T>(T word)
        where T : struct, Enum => word.ToString();

    /// <summary>A role or reason: <c>no_answer</c>.</summary>
    public static string Snake<T>(T word)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(word.ToString());

    /// <summary>The word behind either spelling.</summary>
    public static T Word<T>(string text)
        where T : struct, Enum => Enum.Parse<T>(text.Replace("_", "", StringComparison.Ordinal), ignoreCase: true);
}
