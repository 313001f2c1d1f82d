using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace FChat.Storage.Sqlite.AdoNet;

/// <summary>Rows that outlive the connection they were read from.</summary>
internal static class BufferedRows
{
    /// <summary>Reads to the end. Values keep the types that SQLite gives them.</summary>
    public static DbDataReader Of(SqliteDataReader reader)
    {
        using var rows = new DataTable();
        for (var column = 0; column < reader.FieldCount; column++)
        {
            rows.Columns.Add(reader.GetName(column), typeof(object));
        }

        var values = new object[reader.FieldCount];
        while (reader.Read())
        {
            reader.GetValues(values);
            rows.Rows.Add(values);
        }

        return rows.CreateDataReader();
    }
}
