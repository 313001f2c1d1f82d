using System.Data;
using System.Data.Common;
using FChat.Storage.Ledger;
using Npgsql;

namespace FChat.Storage.Postgres.Ledger;

/// <summary>The ledger in the PostgreSQL database, for its readers.</summary>
internal sealed class PostgresLedgerDatabase(NpgsqlDataSource source) : ILedgerDatabase
{
    public Task<T> Read<T>(Func<DbConnection, Task<T>> read, CancellationToken cancellation) =>
        LedgerFailure.Named(
            async () =>
            {
                await using var connection = await source.OpenConnectionAsync(cancellation);
                return await read(connection);
            },
            PostgresFailure.IsUnavailable);

    public Task<T> Snapshot<T>(Func<DbConnection, Task<T>> read, CancellationToken cancellation) =>
        Read(
            async connection =>
            {
                await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
                var answer = await read(connection);
                await transaction.CommitAsync(cancellation);
                return answer;
            },
            cancellation);

    public string IsOneOf(string column, string parameter) => $"{column} = any({parameter})";

    // A row that is seen and is of a transaction still to come was written on another server, and restored here.
    public string IsSettled => "(written_by < pg_snapshot_xmin(pg_current_snapshot()) or written_by >= pg_snapshot_xmax(pg_current_snapshot()))";

    public object Texts(IEnumerable<string> texts) => texts.ToArray();

    public object Time(DateTimeOffset time) => time.ToUniversalTime();

    public string? Text(string? stored) => NulText.Read(stored);
}
