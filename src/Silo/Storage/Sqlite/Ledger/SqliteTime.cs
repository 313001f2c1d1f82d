using System.Globalization;

namespace FChat.Storage.Sqlite.Ledger;

internal static class SqliteTime
{
    /// <summary>ISO 8601 in UTC with seven decimals: sorts as text.</summary>
    public static string Of(DateTimeOffset time) => time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
}
