using System.Globalization;
using System.Text.Json;

namespace FChat.Storage.Sqlite.Ledger;

/// <summary>How values are spelled in SQL: as in the protocol.</summary>
internal static class SqlText
{
    /// <summary>ISO 8601 in UTC with seven decimals: sorts as text.</summary>
    public static string Of(DateTimeOffset time) => time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    /// <inheritdoc cref="Of(DateTimeOffset)"/>
    public static string? Of(DateTimeOffset? time) => time is { } t ? Of(t) : null;

    /// <summary>A status or type: <c>Connected</c>.</summary>
    public static string Name<T>(T word)
        where T : struct, Enum => word.ToString();

    /// <summary>A role or reason: <c>no_answer</c>.</summary>
    public static string Snake<T>(T word)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(word.ToString());

    /// <summary>The time behind its text.</summary>
    public static DateTimeOffset Time(string text) =>
        DateTimeOffset.ParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    /// <inheritdoc cref="Time"/>
    public static DateTimeOffset? TimeOrNull(string? text) => text is null ? null : Time(text);

    /// <summary>The word behind either spelling.</summary>
    public static T Word<T>(string text)
        where T : struct, Enum => Enum.Parse<T>(text.Replace("_", "", StringComparison.Ordinal), ignoreCase: true);
}
