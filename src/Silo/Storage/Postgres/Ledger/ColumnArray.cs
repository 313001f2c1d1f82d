using FChat.Storage.Ledger;
using Npgsql;
using NpgsqlTypes;

namespace FChat.Storage.Postgres.Ledger;

/// <summary>One column of many rows, as the array that <c>unnest</c> takes.</summary>
internal static class ColumnArray
{
    public static NpgsqlParameter Of(ColumnType type, IReadOnlyList<object?[]> rows, int column) => type switch
    {
        ColumnType.Word => Of<string?>(NpgsqlDbType.Text, rows, value => (string?)value[column]),
        ColumnType.Text => Of<string?>(NpgsqlDbType.Text, rows, value => NulText.Write((string?)value[column])),
        ColumnType.Number => Of(NpgsqlDbType.Bigint, rows, value => (long)value[column]!),
        ColumnType.Flag => Of(NpgsqlDbType.Boolean, rows, value => (bool)value[column]!),
        ColumnType.Time => Of(NpgsqlDbType.TimestampTz, rows, value => ((DateTimeOffset?)value[column])?.ToUniversalTime()),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, null),
    };

    private static NpgsqlParameter<T[]> Of<T>(NpgsqlDbType type, IReadOnlyList<object?[]> rows, Func<object?[], T> value) =>
        new() { NpgsqlDbType = NpgsqlDbType.Array | type, TypedValue = [.. rows.Select(value)] };
}
