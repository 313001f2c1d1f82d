using FChat.Calls;
using FChat.Ledger;
using FChat.Storage.Ledger;
using FChat.Storage.Sqlite.Lane;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace FChat.Storage.Sqlite.Ledger;

/// <summary>Writes the projection to the SQLite file, in a lane with the grains' state.</summary>
internal sealed class SqliteLedgerWriter(WriteLane lane, IOptions<ClusterOptions> cluster) : ILedgerWriter
{
    public Task Write(IReadOnlyList<LedgerRows> rows, CancellationToken cancellation) =>
        LedgerFailure.Named(() => lane.Write(session => WriteAll(session, TableRows.Of(rows)), cancellation), SqliteLedgerDatabase.IsUnavailable);

    public Task<int> ForgetEvents(DateTimeOffset before, int most, CancellationToken cancellation) =>
        Forget(LedgerQueries.OldEvents("@p0", "@p1"), cancellation, SqliteTime.Of(before), most);

    public Task<int> ForgetCalls(CallId before, int most, CancellationToken cancellation) =>
        Forget(LedgerQueries.OldCalls("@p0", "@p1", "@p2"), cancellation, cluster.Value.ServiceId, $"c:{before.Value}", most);

    private Task<int> Forget(string statement, CancellationToken cancellation, params object[] values) => LedgerFailure.Named(
        () => lane.Write(
            session =>
            {
                var command = session.Prepared(statement);
                for (var i = 0; i < values.Length; i++)
                {
                    command.Parameters.AddWithValue($"@p{i}", values[i]);
                }

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
