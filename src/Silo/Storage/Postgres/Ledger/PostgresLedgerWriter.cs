using System.Collections.Concurrent;
using FChat.Calls;
using FChat.Ledger;
using FChat.Storage.Ledger;
using Microsoft.Extensions.Options;
using Npgsql;
using Orleans.Configuration;

namespace FChat.Storage.Postgres.Ledger;

/// <summary>Writes the projection to the PostgreSQL database: one statement for each table, all in one round trip, which is one transaction.</summary>
/// <remarks>Rows are locked in the order of tables and keys, by every silo: none waits for another in a circle.</remarks>
internal sealed class PostgresLedgerWriter(NpgsqlDataSource source, IOptions<ClusterOptions> cluster) : ILedgerWriter
{
    private readonly ConcurrentDictionary<LedgerTable, string> _upserts = new();

    public Task Write(IReadOnlyList<LedgerRows> rows, CancellationToken cancellation) =>
        LedgerFailure.Named(() => WriteAll(TableRows.Of(rows), cancellation), PostgresFailure.IsUnavailable);

    public Task<int> ForgetEvents(DateTimeOffset before, int most, CancellationToken cancellation) =>
        Forget(LedgerQueries.OldEvents("$1", "$2"), cancellation, before.ToUniversalTime(), most);

    public Task<int> ForgetCalls(CallId before, int most, CancellationToken cancellation) =>
        Forget(LedgerQueries.OldCalls("$1", "$2", "$3"), cancellation, cluster.Value.ServiceId, $"c:{before.Value}", most);

    private Task<int> Forget(string statement, CancellationToken cancellation, params object[] values) => LedgerFailure.Named(
        async () =>
        {
            await using var command = source.CreateCommand(statement);
            command.Parameters.AddRange(Array.ConvertAll(values, value => new NpgsqlParameter { Value = value }));
            return await command.ExecuteNonQueryAsync(cancellation);
        },
        PostgresFailure.IsUnavailable);

    private async Task<int> WriteAll(IReadOnlyList<TableRows> parts, CancellationToken cancellation)
    {
        if (parts.Count == 0)
        {
            return 0;
        }

        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var batch = new NpgsqlBatch(connection);
        foreach (var part in parts)
        {
            batch.BatchCommands.Add(Command(part));
        }

        return await batch.ExecuteNonQueryAsync(cancellation);
    }

    private NpgsqlBatchCommand Command(TableRows part)
    {
        var command = new NpgsqlBatchCommand(_upserts.GetOrAdd(part.Table, Upsert));
        for (var column = 0; column < part.Table.Columns.Count; column++)
        {
            command.Parameters.Add(ColumnArray.Of(part.Table.Columns[column].Type, part.Rows, column));
        }

        return command;
    }

    private static string Upsert(LedgerTable table) =>
        table.Upsert($"select * from unnest({string.Join(", ", Enumerable.Range(1, table.Columns.Count).Select(i => $"${i}"))})");
}
