using MySqlConnector;

namespace FChat.LoadTests.Servers.Seed;

/// <summary>An open transaction, and the time that it writes into its rows.</summary>
public sealed class SeedTransaction(MySqlTransaction transaction)
{
    /// <summary>What every change of this transaction is dated.</summary>
    public DateTime Now { get; } = TimeProvider.System.GetUtcNow().UtcDateTime;

    /// <summary>Changes rows. Each question mark stands for the next value.</summary>
    public async Task WriteAsync(string sql, params object?[] values)
    {
        await using var command = Command(sql, values);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Reads rows.</summary>
    public async Task<IReadOnlyList<object[]>> ReadAsync(string sql, params object?[] values)
    {
        await using var command = Command(sql, values);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<object[]>();
        while (await reader.ReadAsync())
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(row);
        }

        return rows;
    }

    private MySqlCommand Command(string sql, object?[] values)
    {
        var command = new MySqlCommand(sql, transaction.Connection, transaction);
        foreach (var value in values)
        {
            command.Parameters.Add(new MySqlParameter { Value = value ?? DBNull.Value });
        }

        return command;
    }
}
