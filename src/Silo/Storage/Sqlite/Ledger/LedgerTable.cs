using FChat.Storage.Sqlite.Lane;

namespace FChat.Storage.Sqlite.Ledger;

/// <summary>A table of the ledger and how a row becomes its columns.</summary>
/// <param name="name">The table.</param>
/// <param name="keys">Columns of the key, first in <paramref name="values"/> and in the order that rows are written in.</param>
/// <param name="columns">The other columns. If the last is <c>version</c>, it guards the row; if not, a row that is there never changes.</param>
internal sealed class LedgerTable<TRow>(string name, string[] keys, string[] columns, Func<TRow, object?[]> values)
{
    private readonly string _upsert = Upsert(name, keys, columns);

    /// <summary>Writes rows in the order of their keys.</summary>
    public void Write(LaneSession session, IEnumerable<TRow> rows)
    {
        foreach (var row in rows.Select(values).Order(KeyOrder.Of(keys.Length)))
        {
            var command = session.Prepared(_upsert);
            for (var column = 0; column < row.Length; column++)
            {
                command.Parameters.AddWithValue($"@p{column}", row[column] ?? DBNull.Value);
            }

            command.ExecuteNonQuery();
        }
    }

    private static string Upsert(string name, string[] keys, string[] columns)
    {
        var all = string.Join(", ", keys.Concat(columns));
        var parameters = string.Join(", ", Enumerable.Range(0, keys.Length + columns.Length).Select(i => $"@p{i}"));
        var insert = $"insert into {name} ({all}) values ({parameters}) on conflict";
        return columns[^1] == "version"
            ? $"{insert} ({string.Join(", ", keys)}) do update set {string.Join(", ", columns.Select(c => $"{c} = excluded.{c}"))} where excluded.version > {name}.version"
            : $"{insert} do nothing";
    }
}

/// <summary>Orders rows by their first columns: texts by code point, numbers by value.</summary>
internal static class KeyOrder
{
    public static IComparer<object?[]> Of(int columns) => Comparer<object?[]>.Create((a, b) => Compare(a, b, columns));

    private static int Compare(object?[] a, object?[] b, int columns)
    {
        for (var i = 0; i < columns; i++)
        {
            var order = a[i] is string text ? string.CompareOrdinal(text, (string?)b[i]) : Comparer<object>.Default.Compare(a[i], b[i]);
            if (order != 0)
            {
                return order;
            }
        }

        return 0;
    }
}
