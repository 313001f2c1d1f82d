using Npgsql;

namespace FChat.Cluster.Tests.OldPain;

/// <summary>Counts rows that were written since a moment, by the transactions that wrote them. The list of the cluster's own members is left out.</summary>
internal sealed class WrittenRows(string connectionString) : IAsyncDisposable
{
    private readonly NpgsqlDataSource _database = NpgsqlDataSource.Create(connectionString);

    /// <summary>The moment, as the number of the next transaction.</summary>
    public async Task<long> Now()
    {
        await using var command = _database.CreateCommand("select pg_current_xact_id()::text::bigint");
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Rows inserted or updated since, by table; tables without any are left out.</summary>
    public async Task<IReadOnlyDictionary<string, long>> Since(long moment)
    {
        var counts = new Dictionary<string, long>();
        foreach (var table in await Tables())
        {
            await using var command = _database.CreateCommand($"select count(*) from {table} where xmin::text::bigint >= {moment}");
            if ((long)(await command.ExecuteScalarAsync())! is > 0 and var count)
            {
                counts[table] = count;
            }
        }

        return counts;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private async Task<List<string>> Tables()
    {
        await using var command = _database.CreateCommand(
            "select relname from pg_stat_user_tables where relname not like 'cluster\\_%' and relname not like 'schema%' order by relname");
        await using var reader = await command.ExecuteReaderAsync();
        var tables = new List<string>();
        while (await reader.ReadAsync())
        {
            tables.Add(reader.GetString(0));
        }

        return tables;
    }
}
