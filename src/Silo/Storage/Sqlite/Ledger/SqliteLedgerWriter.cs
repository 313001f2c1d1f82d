using FChat.Ledger;
using FChat.Storage.Ledger;
using FChat.Storage.Sqlite.Lane;

namespace FChat.Storage.Sqlite.Ledger;

/// <summary>Writes the projection to the SQLite file, in a lane with the grains' state.</summary>
internal sealed class SqliteLedgerWriter(WriteLane lane) : ILedgerWriter
{
    public Task Write(IReadOnlyList<LedgerRows> rows, CancellationToken cancellation) =>
        LedgerFailure.Named(() => lane.Write(session => WriteAll(session, TableRows.Of(rows)), cancellation), SqliteLedgerDatabase.IsUnavailable);

    public Task<int> ForgetEvents(DateTimeOffset before, int most, CancellationToken cancellation) => LedgerFailure.Named(
        () => lane.Write(
            session =>
            {
                var command = session.Prepared(LedgerQueries.OldEvents("@before", "@most"));
                command.Parameters.AddWithValue("@before", SqliteTime.Of(before));
                command.Parameters.AddWithValue("@most", most);
                return command.ExecuteNonQuery();
            },
            cancellation),
        SqliteLedgerDatabase.IsUnavailable);

    private static int WriteAll(LaneSession session, IReadOnlyList<TableRows> parts)
    {
        foreach (var (table, rows) in parts)
        {
            var upsert = table.Upsert($"values ({string.Join(", ", Enumerable.Range(0, table.Columns.Count).Select(i => $"@p{i}"))})");
            foreach (var row in rows)
            {
                Write(session, upsert, row);
            }
        }

        return parts.Count;
    }

    private static void Write(LaneSession session, string upsert, object?[] row)
    {
        var command = session.Prepared(upsert);
        for (var column = 0; column < row.Length; column++)
        {
            command.Parameters.AddWithValue($"@p{column}", Spelled(row[column]));
        }

        command.ExecuteNonQuery();
    }

    private static object Spelled(object? value) => value switch
    {
        null => DBNull.Value,
        DateTimeOffset time => SqliteTime.Of(time),
        _ => value,
    };
}
